package org.postlabel.importing.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.postlabel.importing.mapping.BadRowException;
import org.postlabel.importing.mapping.FieldValue;
import org.postlabel.importing.mapping.Mapping;

/**
 * Reads rows that are one JSON object each: the fields that somebody asks for, by their paths; null
 * is no value, a list of strings is joined by commas, and an object that tells the type of a value
 * ({@code {"$date": ...}}, as MongoDB exports it) is that value.
 */
final class JsonRowParser implements FileRows.RowParser {
  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Python writes them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /** So many are enough to see what a file holds. */
  private static final int MAX_FOUND = 100;

  private static final int MAX_LOOKED_AT = 100;

  private final Set<String> fields;
  private final Set<String> required;
  private final Set<String> parents = new HashSet<>();
  private final IgnoredColumns ignored;
  private final Set<String> found = new LinkedHashSet<>();
  private int lookedAt;

  JsonRowParser(Mapping mapping, IgnoredColumns ignored) {
    this.fields = mapping.fields();
    this.required = new HashSet<>();
    mapping.shapes().forEach(shape -> required.addAll(shape.requiredFields()));
    this.ignored = ignored;
    for (String field : fields) {
      for (int dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', dot + 1)) {
        parents.add(field.substring(0, dot));
      }
    }
  }

  /** The paths of values in the first rows, up to a hundred. */
  @Override
  public Set<String> found() {
    return found;
  }

  @Override
  public Optional<Map<String, FieldValue>> parse(String row) throws BadRowException {
    try (JsonParser json = JSON.createParser(row)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRowException("is not a JSON object");
      }
      lookedAt++;
      Map<String, FieldValue> values = new HashMap<>();
      readObject(json, "", null, values);
      if (json.nextToken() != null) {
        throw new BadRowException("has more than one JSON object");
      }
      return Optional.of(values);
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

  /**
   * Reads the object that follows.
   *
   * @param typedOrNull the field that is asked for whose object this is; its value may be in one of
   *     its own whose name begins with a dollar sign
   */
  private void readObject(
      JsonParser json, String parent, String typedOrNull, Map<String, FieldValue> values)
      throws IOException, BadRowException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isTyped = typedOrNull != null && json.currentName().startsWith("$");
      String path = isTyped ? typedOrNull : parent + json.currentName();
      JsonToken token = json.nextToken();
      boolean isAsked = fields.contains(path);
      if (parent.isEmpty() && !isAsked && !parents.contains(path)) {
        ignored.add(path);
      }
      if (token == JsonToken.START_OBJECT && (isAsked || parents.contains(path) || isLooking())) {
        readObject(json, path + ".", isAsked ? path : null, values);
        if (isAsked) {
          values.putIfAbsent(path, FieldValue.other("an object"));
        }
        continue;
      }
      if (isLooking()) {
        found.add(path);
      }
      FieldValue value = isAsked ? valueOrNull(json) : null;
      json.skipChildren();
      if (value != null && values.put(path, value) != null && required.contains(path)) {
        throw new BadRowException(path + " is given twice");
      }
    }
  }

  private boolean isLooking() {
    return lookedAt <= MAX_LOOKED_AT && found.size() < MAX_FOUND;
  }

  private static FieldValue valueOrNull(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return FieldValue.of(json.getText());
    }
    if (token.isNumeric()) {
      return json.isNaN() ? null : FieldValue.ofNumber(json.getText());
    }
    return switch (token) {
      case VALUE_NULL -> null;
      case START_ARRAY -> list(json);
      case START_OBJECT -> FieldValue.other("an object");
      default -> FieldValue.other("a boolean");
    };
  }

  private static FieldValue list(JsonParser json) throws IOException {
    StringJoiner strings = new StringJoiner(",");
    boolean areStrings = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      areStrings &= json.currentToken() == JsonToken.VALUE_STRING;
      strings.add(json.getText());
      json.skipChildren();
    }
    return areStrings
        ? new FieldValue(strings.toString(), false, "a list")
        : FieldValue.other("a list of other values than strings");
  }
}
