package org.postlabel.selection.source;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's posts whose texts the database has and cannot give, such as a JSON string with a NUL:
 * one of them would end the query for all. Others stand in for these texts, which say why, up to
 * ten of them.
 */
final class UnreadableTexts {
  /** The end of a message: what to do about {@link #cause}. */
  static final String ADVICE =
      "; leave such posts out, or take it away, as in replace(CAST(record AS TEXT),"
          + " '\\u0000', '')::json->>'text'";

  private static final String HOLDS_NUL =
      "(unreadable: the text holds U+0000, which PostgreSQL cannot keep)";
  private static final String NOT_UNICODE = "(unreadable: the text is not Unicode)";

  /** What stands for a text that cannot be read. */
  static final Set<String> STAND_INS = Set.of(HOLDS_NUL, NOT_UNICODE);

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableTexts.class);

  /** SQLSTATE of "untranslatable character". */
  private static final String NUL = "22P05";

  private static final int MOST = 10;
  private static final int FETCH_SIZE = 1_000;

  private final ForeignPosts posts;
  private final Connection connection;
  private final SortedMap<String, String> standInByUri = new TreeMap<>();

  UnreadableTexts(ForeignPosts posts, Connection connection) {
    this.posts = posts;
    this.connection = connection;
  }

  static boolean isNul(SQLException error) {
    return NUL.equals(error.getSQLState());
  }

  /** What is wrong with a text, without the text. */
  static String cause(SQLException error) {
    return isNul(error)
        ? "holds \\u0000, which PostgreSQL cannot keep"
        : "is not Unicode (SQLSTATE " + error.getSQLState() + ")";
  }

  /** SQL for a column {@code text} that is not evaluated for the posts found so far. */
  String guarded(String text, String uri) {
    return standInByUri.isEmpty()
        ? text + " AS text"
        : standInByUri.entrySet().stream()
            .map(
                found ->
                    "WHEN '%s' THEN '%s'"
                        .formatted(found.getKey().replace("'", "''"), found.getValue()))
            .collect(joining(" ", "CASE CAST(" + uri + " AS TEXT) ", " ELSE "))
            .concat(text + " END AS text");
  }

  /**
   * Finds the first post of {@code source} whose text cannot be read.
   *
   * @throws IllegalArgumentException when there is no going on without it
   */
  void addFirstOf(PostSource source, SQLException error) throws SQLException {
    Optional<String> uri = first(source);
    connection.rollback();
    String standIn = isNul(error) ? HOLDS_NUL : NOT_UNICODE;
    if (uri.isEmpty()
        || standInByUri.size() == MOST
        || standInByUri.putIfAbsent(uri.get(), standIn) != null) {
      throw posts.refusal(
          "cannot be read: a text %s%s%s"
              .formatted(
                  cause(error), uri.map(found -> ", such as the post " + found).orElse(""), ADVICE),
          error);
    }
  }

  /** Says once what is left out. */
  void say() {
    if (!standInByUri.isEmpty()) {
      LOG.warn(
          "{} posts get the reason text_unreadable, such as {} {}.",
          standInByUri.size(),
          standInByUri.firstKey(),
          standInByUri.get(standInByUri.firstKey()));
    }
  }

  /** Empty when rows do not come in the same order each time, or not one by one. */
  private Optional<String> first(PostSource source) throws SQLException {
    String from = " FROM " + source.relation() + " AS p OFFSET ";
    long readable = rowsBeforeAnError("SELECT p.text" + from + 0, FETCH_SIZE);
    readable += rowsBeforeAnError("SELECT p.text" + from + readable, 1);
    connection.rollback();
    Optional<String> uri = uri("SELECT p.uri" + from + readable + " LIMIT 1");
    return uri.filter(
        found ->
            rowsBeforeAnError(
                    "SELECT p.text FROM %s AS p WHERE p.uri = '%s'"
                        .formatted(source.relation(), found.replace("'", "''")),
                    1)
                == 0);
  }

  private Optional<String> uri(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private long rowsBeforeAnError(String sql, int fetchSize) {
    long rows = 0;
    try (Statement statement = connection.createStatement()) {
      connection.rollback();
      statement.setFetchSize(fetchSize);
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          rows++;
        }
      }
    } catch (SQLException e) {
      return rows;
    }
    return rows;
  }
}
