package org.postlabel.importing.mapping;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes posts of rows.
 *
 * @param formatOrNull null for files whose every row is a post
 */
public record Mapping(List<RowShape> shapes, PostFormat formatOrNull) {
  private static final Pattern LINE_END = Pattern.compile("(?i)<br\\s*/?>");
  private static final Pattern PARAGRAPH = Pattern.compile("(?i)</p>\\s*<p[^>]*>");
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00A0", "amp", "&");
  private static final Pattern ENTITY =
      Pattern.compile(
          "&(?:#(\\d{1,7})|#[xX](\\p{XDigit}{1,6})|("
              + String.join("|", ENTITIES.keySet())
              + "));");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** Columns by their own names, or where {@code format} has them, and as {@code columns} say. */
  public static Mapping of(PostFormat formatOrNull, Map<Column, Template> columns) {
    if (formatOrNull == null) {
      Map<Column, Template> own = new EnumMap<>(Column.class);
      for (Column column : Column.values()) {
        own.put(column, Template.of(column.sqlName()));
      }
      return new Mapping(List.of(RowShape.of(own).with(columns)), null);
    }
    return new Mapping(
        formatOrNull.shapes().stream().map(shape -> shape.with(columns)).toList(), formatOrNull);
  }

  /** This one for a table that has only {@code known}. */
  public Mapping among(Set<Column> known) {
    return new Mapping(shapes.stream().map(shape -> shape.among(known)).toList(), formatOrNull);
  }

  /** All fields that it looks at. */
  public Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    shapes.forEach(shape -> fields.addAll(shape.fields()));
    return fields;
  }

  /** Whether a field that none can do without is missing among {@code fields}. */
  public boolean finds(Set<String> fields) {
    return shapes.stream().anyMatch(shape -> fields.containsAll(shape.requiredFields()));
  }

  /**
   * The post in {@code row}; empty when it holds none and need not.
   *
   * @throws BadRowException when it lacks what makes a post
   */
  public Optional<PostRow> post(Map<String, FieldValue> row) throws BadRowException {
    if (formatOrNull == null) {
      return Optional.of(post(shapes.get(0), row));
    }
    Map<String, FieldValue> given = new LinkedHashMap<>(row);
    given
        .values()
        .removeIf(
            value ->
                value.textOrNull() != null && formatOrNull.absent().contains(value.textOrNull()));
    for (RowShape shape : shapes) {
      if (shape.fits(given)) {
        return Optional.of(post(shape, given));
      }
    }
    return Optional.empty();
  }

  private PostRow post(RowShape shape, Map<String, FieldValue> row) throws BadRowException {
    PostRow post = new PostRow();
    for (Map.Entry<Column, Template> entry : shape.columns().entrySet()) {
      FieldValue value = entry.getValue().valueOrNull(row);
      if (value != null) {
        give(post, entry.getKey(), value);
      }
    }
    return post.complete();
  }

  private void give(PostRow post, Column column, FieldValue value) throws BadRowException {
    boolean isFit =
        value.textOrNull() != null
            && !(column == Column.TEXT && value.isNumber())
            && (value.shape().isEmpty() || column == Column.LANGS);
    if (isFit) {
      boolean isHtml = column == Column.TEXT && formatOrNull != null && formatOrNull.isHtml();
      post.give(column, isHtml ? plain(value.textOrNull()) : value.textOrNull());
    } else if (column.isRequired()) {
      throw new BadRowException(column.sqlName() + " is not a string");
    } else {
      post.leaveOut(column, value.shape());
    }
  }

  /** What a reader sees of {@code html}, as Mastodon's servers write it. */
  static String plain(String html) {
    String text = LINE_END.matcher(html).replaceAll("\n");
    text = TAG.matcher(PARAGRAPH.matcher(text).replaceAll("\n\n")).replaceAll("");
    return ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
  }

  private static String character(MatchResult entity) {
    if (entity.group(3) != null) {
      return ENTITIES.get(entity.group(3));
    }
    int point =
        entity.group(1) == null
            ? Integer.parseInt(entity.group(2), 16)
            : Integer.parseInt(entity.group(1));
    boolean isCharacter =
        Character.isValidCodePoint(point) && (point < 0xD800 || point > 0xDFFF) && point > 0;
    return isCharacter ? Character.toString(point) : entity.group();
  }
}
