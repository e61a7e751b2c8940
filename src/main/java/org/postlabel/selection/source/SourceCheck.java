package org.postlabel.selection.source;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
  private final Connection connection;

  private SourceCheck(ForeignPosts posts, Connection connection) {
    this.posts = posts;
    this.connection = connection;
  }

  /** The source of {@code posts}, when they can be read and each has a uri of its own. */
  static PostSource of(ForeignPosts named, Database database) {
    try (Connection connection = database.connectToRead()) {
      ForeignPosts posts = located(named, database.dialect(), connection);
      SourceCheck check = new SourceCheck(posts, connection);
      Map<PostColumn, String> columns = new TheirColumns(posts, check.columnNames()).found();
      PostSource source = new PostSource(relation(posts, columns, database.dialect()), true);
      check.survey(source, columns);
      return source;
    } catch (SQLException e) {
      throw unreadable(named, e);
    }
  }

  /** A table of the user's goes before one of ours that has the same name. */
  private static ForeignPosts located(ForeignPosts posts, Dialect dialect, Connection connection)
      throws SQLException {
    return posts.tableOrNull() == null
        ? posts
        : dialect.theirSchema(connection, posts.tableOrNull()).map(posts::in).orElse(posts);
  }

  /** Their posts with our columns; NULL where they have none. */
  private static String relation(
      ForeignPosts posts, Map<PostColumn, String> columns, Dialect dialect) {
    String fitted =
        stream(PostColumn.values())
            .map(
                column -> {
                  String theirs = columns.get(column);
                  String value = theirs == null ? "NULL" : "theirs." + ForeignPosts.quoted(theirs);
                  return column.fitted(value, dialect) + " AS " + column.sqlName();
                })
            .collect(joining(", "));
    // The line ends keep a comment at the end of a query from hiding the parenthesis.
    return "(SELECT " + fitted + " FROM (\n" + posts.select() + "\n) AS theirs)";
  }

  /** Their names of columns. Only prepares the statement, which must be whole by itself. */
  private List<String> columnNames() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(posts.select())) {
      if (statement.getParameterMetaData().getParameterCount() > 0) {
        throw posts.refusal("must have no placeholder such as ?");
      }
      ResultSetMetaData columns = statement.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
      }
      return names;
    }
  }

  /** Evaluates every value once, so that none fails in mid-run, and counts the uris. */
  private void survey(PostSource source, Map<PostColumn, String> columns) throws SQLException {
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
    } catch (SQLException e) {
      Optional<PostColumn> misfit = misfit(source, columns.keySet());
      if (misfit.isEmpty()) {
        throw e;
      }
      PostColumn ours = misfit.get();
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
    boolean quotesData =
        error.getSQLState() != null && error.getSQLState().startsWith(DATA_EXCEPTION);
    String why =
        quotesData
            ? "it fails on its data, SQLSTATE " + error.getSQLState()
            : error.getMessage().lines().findFirst().orElse("");
    return posts.refusal("cannot be read: " + why, error);
  }

  /** The names of the columns of the user's posts. */
  private record TheirColumns(ForeignPosts posts, List<String> names) {
    /** Their name for each of our columns that they have; refuses posts that lack one they need. */
    Map<PostColumn, String> found() {
      Map<PostColumn, String> found = new EnumMap<>(PostColumn.class);
      for (PostColumn column : PostColumn.values()) {
        String wanted = posts.columns().getOrDefault(column, column.sqlName());
        Optional<String> name = find(wanted);
        if (name.isPresent()) {
          found.put(column, name.get());
        } else if (column.isRequired() || posts.columns().containsKey(column)) {
          throw posts.refusal(
              "has no column %s for our %s; it has %s"
                  .formatted(wanted, column.sqlName(), String.join(", ", names)));
        }
      }
      return found;
    }

    /** As written, or else in letters of another case, which databases fold. */
    private Optional<String> find(String wanted) {
      for (Predicate<String> fits :
          List.<Predicate<String>>of(wanted::equals, wanted::equalsIgnoreCase)) {
        List<String> fitting = names.stream().filter(fits).toList();
        if (fitting.size() > 1) {
          throw posts.refusal("has more than one column " + wanted);
        }
        if (!fitting.isEmpty()) {
          return Optional.of(fitting.get(0));
        }
      }
      return Optional.empty();
    }
  }
}
