package org.postlabel.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Reads rows that are one JSON object each; null is no value, a list of langs is joined by commas.
 */
final class JsonRowParser implements PostFile.RowParser {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final Map<String, Column> known;
  private final IgnoredColumns ignored;

  JsonRowParser(Map<String, Column> known, IgnoredColumns ignored) {
    this.known = known;
    this.ignored = ignored;
  }

  @Override
  public PostRow parse(String row) throws BadRowException {
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
      return post.complete();
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
    } else if (column == Column.LANGS && token == JsonToken.START_ARRAY) {
      post.give(column, joined(json));
    } else if (isTakenBy(column, token)) {
      post.give(column, json.getText());
    } else if (token != JsonToken.VALUE_NULL) {
      throw new BadRowException(column.sqlName() + " is not " + expected(column));
    }
  }

  private static boolean isTakenBy(Column column, JsonToken token) {
    return token == JsonToken.VALUE_STRING
        || (column.kind() == Column.Kind.COUNT && token.isNumeric());
  }

  private static String joined(JsonParser json) throws IOException, BadRowException {
    StringJoiner languages = new StringJoiner(",");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new BadRowException("langs is not a list of strings");
      }
      languages.add(json.getText());
    }
    return languages.toString();
  }

  private static String expected(Column column) {
    return column.kind() == Column.Kind.COUNT ? "a whole number" : "a string";
  }
}
