package org.postlabel.selection.source;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Posts that are not in a table as we make it.
 *
 * @param option the option that names them, for messages
 * @param select SQL that yields them
 * @param tableOrNull the name of a table whose schema was not said; null for other posts
 * @param columns the user's names of our columns, where they differ
 * @param advice what to do when they cannot be used, as the end of a message; may be empty
 */
record ForeignPosts(
    String option,
    String select,
    String tableOrNull,
    Map<PostColumn, String> columns,
    String advice) {
  private static final Pattern QUERY = Pattern.compile("(?is)(SELECT|WITH)\\b[^;]*");

  ForeignPosts {
    Map<PostColumn, String> copy = new EnumMap<>(PostColumn.class);
    copy.putAll(columns); // The copy constructor would refuse an empty map.
    columns = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads {@code options}; empty when the posts are in our table.
   *
   * @throws IllegalArgumentException with one line that names the option and its value
   */
  static Optional<ForeignPosts> from(SourceOptions options) {
    String table = options.getPostsTable();
    String query = options.getPostsQuery();
    if (table != null && query != null) {
      throw new IllegalArgumentException(
          "--postsTable and --postsQuery exclude each other; give one of them");
    }
    if (table == null && query == null) {
      if (options.getPostColumns() != null) {
        throw new IllegalArgumentException("--postColumns needs --postsTable or --postsQuery");
      }
      return Optional.empty();
    }
    Map<PostColumn, String> columns = columns(options.getPostColumns());
    return Optional.of(
        table == null
            ? new ForeignPosts("--postsQuery", query(query.strip()), null, columns, "")
            : new ForeignPosts(
                "--postsTable=" + table,
                "SELECT * FROM " + table(table),
                table.contains(".") ? null : table,
                columns,
                ""));
  }

  /** The same posts in {@code schema}, where the user's connections find the table. */
  ForeignPosts in(String schema) {
    return new ForeignPosts(
        option,
        "SELECT * FROM " + quoted(schema) + "." + quoted(tableOrNull),
        null,
        columns,
        advice);
  }

  /** An error whose line says which posts cannot be used, and why. */
  IllegalArgumentException refusal(String why) {
    return new IllegalArgumentException(option + " " + why + advice);
  }

  /** The same, with its cause. */
  IllegalArgumentException refusal(String why, SQLException cause) {
    return new IllegalArgumentException(option + " " + why + advice, cause);
  }

  /** {@code name} as both databases take it whatever characters it has. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String table(String name) {
    List<String> parts = List.of(name.split("\\.", -1));
    if (parts.size() > 2 || parts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "--postsTable must be TABLE or SCHEMA.TABLE, was '" + name + "'");
    }
    return parts.stream().map(ForeignPosts::quoted).collect(joining("."));
  }

  private static String query(String query) {
    if (!QUERY.matcher(query).matches()) {
      throw new IllegalArgumentException(
          "--postsQuery must be one statement that begins with SELECT or WITH and has no"
              + " semicolon");
    }
    return query;
  }

  private static Map<PostColumn, String> columns(String optionOrNull) {
    Map<PostColumn, String> columns = new EnumMap<>(PostColumn.class);
    if (optionOrNull == null) {
      return columns;
    }
    for (String pair : optionOrNull.split(",", -1)) {
      String[] names = Arrays.stream(pair.split("=", 2)).map(String::strip).toArray(String[]::new);
      if (names.length < 2 || names[1].isEmpty()) {
        throw new IllegalArgumentException(
            "--postColumns must be like uri=post_id,text=body, was '" + optionOrNull + "'");
      }
      PostColumn ours =
          PostColumn.named(names[0])
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--postColumns knows %s, was '%s'"
                              .formatted(String.join(", ", PostColumn.names()), names[0])));
      if (columns.put(ours, names[1]) != null) {
        throw new IllegalArgumentException("--postColumns names " + names[0] + " more than once");
      }
    }
    return columns;
  }
}
