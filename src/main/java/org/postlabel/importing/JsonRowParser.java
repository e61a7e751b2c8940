package org.postlabel.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads rows that are one JSON object each; null is no value, a list of langs is joined by commas.
 */
final class JsonRowParser implements PostFile.RowParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Python writes them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final Map<String, Column> known;
  private final IgnoredColumns ignored;

  JsonRowParser(Map<String, Column> known, IgnoredColumns ignored) {
    this.known = known;
    this.ignored = ignored;
  }

  @Override
  public Optional<PostRow> parse(String row) throws BadRowException {
    try (JsonParser json = JSON.createParser(row)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRowException("is not a JSON object");
      }
      PostRow post = new PostRow();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        readValue(json, post);
      }
      if (json.nextToken() != null) {
        throw new BadRowException("has more than one JSON object");
      }
      return Optional.of(post.complete());
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the row.
      throw new BadRowException(
          e.getLocation() == null
              ? "is not valid JSON"
              : "is not valid JSON at column " + e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw new IllegalStateException("a string can always be read", e);
    }
  }

  private void readValue(JsonParser json, PostRow post) throws IOException, BadRowException {
    Column column = known.get(json.currentName());
    JsonToken token = json.nextToken();
    if (column == null) {
      ignored.add(json.currentName());
      json.skipChildren();
    } else if (token == JsonToken.VALUE_STRING) {
      post.give(column, json.getText());
    } else if (column.isRequired()) {
      readRequired(json, column, post);
    } else if (column == Column.LANGS && token == JsonToken.START_ARRAY) {
      readLanguages(json, post);
    } else if (token.isNumeric()) {
      post.give(column, json.getText());
    } else if (token != JsonToken.VALUE_NULL) {
      json.skipChildren();
      post.leaveOut(column, token.isBoolean() ? "a boolean" : "a list or an object");
    }
  }

  /** A whole number identifies a post as well as its digits do. */
  private static void readRequired(JsonParser json, Column column, PostRow post)
      throws IOException, BadRowException {
    JsonToken token = json.currentToken();
    if (column == Column.URI && token.isNumeric()) {
      post.give(column, json.getText());
    } else if (token != JsonToken.VALUE_NULL && !isNoNumber(json)) {
      throw new BadRowException(column.sqlName() + " is not a string");
    }
  }

  private static boolean isNoNumber(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && json.isNaN();
  }

  private static void readLanguages(JsonParser json, PostRow post)
      throws IOException, BadRowException {
    StringJoiner languages = new StringJoiner(",");
    boolean areStrings = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      areStrings &= json.currentToken() == JsonToken.VALUE_STRING;
      languages.add(json.getText());
      json.skipChildren();
    }
    if (areStrings) {
      post.give(Column.LANGS, languages.toString());
    } else {
      post.leaveOut(Column.LANGS, "a list of other values than strings");
    }
  }
}
