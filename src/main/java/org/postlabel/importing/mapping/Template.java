package org.postlabel.importing.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes the value of a column: one field, {@code commit.record.text}, or several with words
 * between them, {@code at://{did}/app.bsky.feed.post/{commit.rkey}}.
 *
 * @param words before, between and behind the fields: one more than these
 */
record Template(List<String> fields, List<String> words) {
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]+)}");

  static Template of(String text) {
    List<String> fields = new ArrayList<>();
    List<String> words = new ArrayList<>();
    Matcher field = FIELD.matcher(text);
    int end = 0;
    while (field.find()) {
      words.add(text.substring(end, field.start()));
      fields.add(field.group(1).strip());
      end = field.end();
    }
    words.add(text.substring(end));
    return fields.isEmpty()
        ? new Template(List.of(text), List.of("", ""))
        : new Template(fields, words);
  }

  /** The value that {@code row} gives, or null when it lacks a field. */
  FieldValue valueOrNull(Map<String, FieldValue> row) {
    if (fields.size() == 1 && words.get(0).isEmpty() && words.get(1).isEmpty()) {
      return row.get(fields.get(0));
    }
    StringBuilder text = new StringBuilder(words.get(0));
    for (int i = 0; i < fields.size(); i++) {
      FieldValue value = row.get(fields.get(i));
      if (value == null || value.textOrNull() == null || value.textOrNull().isBlank()) {
        return null;
      }
      text.append(value.textOrNull()).append(words.get(i + 1));
    }
    return FieldValue.of(text.toString());
  }
}
