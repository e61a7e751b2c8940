package org.postlabel.selection.source;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * Looks at the user's posts before anything is written, on a connection that can only read. No
 * message holds a value of theirs but a uri.
 */
final class SourceCheck {
  /** The class of "data exception"; its messages quote the data. */
  private static final String DATA_EXCEPTION = "22";

  private final ForeignPosts posts;
  private final Dialect dialect;
  private final Connection connection;

  private SourceCheck(ForeignPosts posts, Dialect dialect, Connection connection) {
    this.posts = posts;
    this.dialect = dialect;
    this.connection = connection;
  }

  /** The source of {@code posts}, when they can be read and each has a uri of its own. */
  static PostSource of(ForeignPosts named, Database database) {
    try (Connection connection = database.connectToRead()) {
      try {
        ForeignPosts posts = located(named, database.dialect(), connection);
        return new SourceCheck(posts, database.dialect(), connection).source();
      } finally {
        connection.rollback(); // The pool does not know of a transaction that only described SQL.
      }
    } catch (SQLException e) {
      throw unreadable(named, e);
    }
  }

  private PostSource source() throws SQLException {
    Map<PostColumn, String> columns = columns().found();
    UnreadableTexts unreadable = new UnreadableTexts(posts, connection);
    PostSource source;
    do {
      source = new PostSource(relation(columns, unreadable), true);
    } while (!survey(source, columns, unreadable));
    unreadable.say();
    return source;
  }

  /** A table of the user's goes before one of ours that has the same name. */
  private static ForeignPosts located(ForeignPosts posts, Dialect dialect, Connection connection)
      throws SQLException {
    return posts.tableOrNull() == null
        ? posts
        : dialect.theirSchema(connection, posts.tableOrNull()).map(posts::in).orElse(posts);
  }

  /** Their posts with our columns; NULL where they have none. */
  private String relation(Map<PostColumn, String> columns, UnreadableTexts unreadable) {
    String fitted =
        stream(PostColumn.values())
            .map(
                column -> {
                  String value = value(columns.get(column));
                  String ours = column.fitted(value, dialect);
                  return column == PostColumn.TEXT
                      ? unreadable.guarded(ours, value(columns.get(PostColumn.URI)))
                      : ours + " AS " + column.sqlName();
                })
            .collect(joining(", "));
    // The line ends keep a comment at the end of a query from hiding the parenthesis.
    return "(SELECT " + fitted + " FROM (\n" + select() + "\n) AS theirs)";
  }

  private static String value(String theirsOrNull) {
    return theirsOrNull == null ? "NULL" : "theirs." + ForeignPosts.quoted(theirsOrNull);
  }

  private String select() {
    return dialect.withoutPlaceholders(posts.select());
  }

  /** Their columns. Only prepares the statement, which must be whole by itself. */
  private TheirColumns columns() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select())) {
      if (statement.getParameterMetaData().getParameterCount() > 0) {
        throw posts.refusal("must have no placeholder such as ?");
      }
      return TheirColumns.of(posts, statement.getMetaData(), dialect);
    }
  }

  /**
   * Evaluates every value once, so that none fails in mid-run, and counts the uris.
   *
   * @return whether that is done; else it can be tried again without one more text
   */
  private boolean survey(
      PostSource source, Map<PostColumn, String> columns, UnreadableTexts unreadable)
      throws SQLException {
    String values =
        columns.keySet().stream()
            .map(column -> "COUNT(" + column.sqlName() + ")")
            .collect(joining(" + "));
    String sql =
        """
        SELECT SUM(CASE WHEN uri IS NULL THEN posts ELSE 0 END) AS without_uri,
               SUM(CASE WHEN uri IS NOT NULL AND posts > 1 THEN 1 ELSE 0 END) AS repeated,
               MIN(CASE WHEN posts > 1 THEN uri END) AS example,
               SUM(known) AS known
        FROM (SELECT uri, COUNT(*) AS posts, %s AS known FROM %s AS p GROUP BY uri) AS by_uri\
        """
            .formatted(values, source.relation());
    try (Statement statement = connection.createStatement();
        ResultSet sums = statement.executeQuery(sql)) {
      sums.next();
      if (sums.getLong("without_uri") > 0) {
        throw posts.refusal("has posts without a uri: %d".formatted(sums.getLong("without_uri")));
      }
      if (sums.getLong("repeated") > 0) {
        throw posts.refusal(
            "has duplicate uris: %d, such as %s"
                .formatted(sums.getLong("repeated"), sums.getString("example")));
      }
      return true;
    } catch (SQLException e) {
      Optional<PostColumn> misfit = misfit(source, columns.keySet());
      if (misfit.isEmpty()) {
        throw e;
      }
      PostColumn ours = misfit.get();
      if (ours == PostColumn.TEXT && isDataException(e)) {
        unreadable.addFirstOf(source, e);
        return false;
      }
      throw posts.refusal(
          "does not fit: %s, our %s, must hold %s or nothing"
              .formatted(columns.get(ours), ours.sqlName(), ours.content()),
          e);
    }
  }

  /** The first column with values that do not fit; empty when the posts cannot even be counted. */
  private Optional<PostColumn> misfit(PostSource source, Set<PostColumn> columns) {
    String from = " FROM " + source.relation() + " AS p";
    return fails("SELECT COUNT(*)" + from)
        ? Optional.empty()
        : columns.stream()
            .filter(column -> fails("SELECT COUNT(" + column.sqlName() + ")" + from))
            .findFirst();
  }

  private boolean fails(String sql) {
    try (Statement statement = connection.createStatement()) {
      connection.rollback();
      statement.executeQuery(sql).close();
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static IllegalArgumentException unreadable(ForeignPosts posts, SQLException error) {
    String why =
        UnreadableTexts.isNul(error)
            ? "a text " + UnreadableTexts.cause(error) + UnreadableTexts.ADVICE
            : isDataException(error)
                ? "it fails on its data, SQLSTATE " + error.getSQLState()
                : error.getMessage().lines().findFirst().orElse("");
    return posts.refusal("cannot be read: " + why, error);
  }

  private static boolean isDataException(SQLException error) {
    return error.getSQLState() != null && error.getSQLState().startsWith(DATA_EXCEPTION);
  }
}
