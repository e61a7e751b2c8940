package org.postlabel.database;

import java.sql.Types;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.Parser;

/** SQL and types of PostgreSQL as its users write and have them. */
final class PostgresTexts {
  /** Besides what the driver takes for texts: varchar, enums, and domains of any kind. */
  private static final Set<String> NAMES = Set.of("citext", "name", "unknown");

  private static final String CAST = "cast it in a --postsQuery, as in CAST(column AS TEXT)";

  private PostgresTexts() {}

  /**
   * Doubles the question marks of operators such as {@code ?|}, which the driver would take for
   * placeholders; not those in quotes or comments, nor those that are doubled.
   */
  static String withoutPlaceholders(String sql) {
    char[] all = sql.toCharArray();
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < all.length; i++) {
      int end = Math.min(endOfQuoted(all, i), all.length - 1);
      if (all[i] == '?') {
        end = i + 1 < all.length && all[i + 1] == '?' ? i + 1 : i;
        safe.append("??");
      } else {
        safe.append(all, i, end - i + 1);
      }
      i = end;
    }
    return safe.toString();
  }

  /** The last character of what begins at {@code i}: of itself, unless it begins a quotation. */
  private static int endOfQuoted(char[] sql, int i) {
    return switch (sql[i]) {
      case '\'' -> Parser.parseSingleQuotes(sql, i, true);
      case '"' -> Parser.parseDoubleQuotes(sql, i);
      case '-' -> Parser.parseLineComment(sql, i);
      case '/' -> Parser.parseBlockComment(sql, i);
      case '$' -> Parser.parseDollarQuotes(sql, i);
      default -> i;
    };
  }

  static Optional<String> wayToText(int type, String name, boolean isText) {
    return switch (name) {
      case "json", "jsonb" ->
          Optional.of("take the text out of it in a --postsQuery, with ->> instead of ->");
      case "bytea" -> Optional.of("decode it in a --postsQuery: convert_from(column, 'UTF8')");
      default -> {
        if (type == Types.ARRAY) {
          yield Optional.of("join it in a --postsQuery: array_to_string(column, ' ')");
        }
        boolean isCast =
            type == Types.VARCHAR
                || type == Types.CHAR
                || type == Types.DISTINCT
                || NAMES.contains(name)
                || !(isText || type == Types.STRUCT || type == Types.SQLXML);
        yield isCast ? Optional.empty() : Optional.of(CAST);
      }
    };
  }
}
