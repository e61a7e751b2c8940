package org.postlabel.database;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariConfig;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Where databases differ. Everything else is SQL that they share. Immutable. */
public abstract sealed class Dialect implements Serializable
    permits SqliteDialect, PostgresDialect {
  /** As other tools write it. */
  private static final Pattern POSTGRESQL_WITHOUT_JDBC = Pattern.compile("^postgres(ql)?:");

  /** The dialect of {@code url}; refuses a database that we do not know. */
  static Dialect of(String url) {
    return all().stream()
        .filter(dialect -> url.startsWith(dialect.urlPrefix()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(url)));
  }

  private static String unknown(String url) {
    String known = all().stream().map(Dialect::urlPrefix).collect(joining(" or "));
    String advice =
        POSTGRESQL_WITHOUT_JDBC.matcher(url).find()
            ? "write " + POSTGRESQL_WITHOUT_JDBC.matcher(url).replaceFirst("jdbc:postgresql:")
            : url.matches("[^:]*")
                ? "for a file of SQLite write jdbc:sqlite:" + url
                : "to label posts of another database, export them there to CSV, JSON Lines or"
                    + " Parquet, and import the file";
    return "--connectionURL must start with %s, was %s; %s".formatted(known, url, advice);
  }

  static List<Dialect> all() {
    return List.of(new SqliteDialect(), new PostgresDialect());
  }

  /** Whether the same statement may succeed when it is retried a little later. */
  public abstract boolean isTransient(SQLException error);

  /** Whether the connection is lost: a retry needs another one. */
  public abstract boolean hasLostConnection(SQLException error);

  /** {@code instant} as a column of a timestamp takes it: UTC, to the second at least. */
  public abstract Object timestamp(Instant instant);

  /**
   * A time in any notation that we read as a column of a timestamp takes it; SQLite keeps the
   * notation.
   *
   * @throws java.time.DateTimeException when it is no time
   */
  public abstract Object timestamp(String text);

  /** A time that we wrote as we show it to people: {@code 2024-05-09-20:47:02}, in UTC. */
  public String shownTime(ResultSet row, String column) throws SQLException {
    return instant(row, column)
        .map(instant -> Timestamps.COMPACT.format(instant.atOffset(ZoneOffset.UTC)))
        .orElse("");
  }

  /** The time in a column that we filled; empty when it is NULL. */
  public abstract Optional<Instant> instant(ResultSet row, String column) throws SQLException;

  /** Whether the database can hold {@code text}; PostgreSQL has no NUL. */
  public abstract boolean takes(String text);

  /**
   * SQL that makes a column of a timestamp's value of {@code value}, of whatever type, or fails.
   */
  public abstract String time(String value);

  /** SQL that makes a whole number of {@code value}, of whatever type, or fails. */
  public abstract String wholeNumber(String value);

  /** {@code sql} of a user's as a driver takes it: no question mark in it is a placeholder. */
  public abstract String withoutPlaceholders(String sql);

  /**
   * How a text is had of a value of {@code column}, when a cast would make something else of it
   * than a text; empty when a cast will do.
   *
   * @param isText whether the column is to hold texts, not names of any kind
   */
  public abstract Optional<String> wayToText(ResultSetMetaData columns, int column, boolean isText)
      throws SQLException;

  /**
   * Updates the planner's statistics of {@code table}, which has just been filled, where they would
   * be those of an empty one.
   */
  public abstract void refreshStatistics(Connection connection, String table) throws SQLException;

  /**
   * Has the server end the transaction that {@code handle} has begun when its client says nothing
   * for five seconds: a suspended process would keep all others from what it has written.
   */
  public void endWhenIdle(Handle handle) {}

  /**
   * The column of {@code posts} by which rows are read in the order in which they were added: a
   * whole number that every row has, each its own.
   */
  public abstract String rowNumber();

  /** Whether the table {@code posts} has a {@link #rowNumber}; one of another tool may lack it. */
  abstract boolean numbersPosts(Connection connection, Map<String, PostsTable.Column> columns)
      throws SQLException;

  /**
   * Has {@code connection}'s transaction look up the labels of a few posts by their index, rather
   * than read all labels.
   */
  public void preferIndexes(Connection connection) throws SQLException {}

  /** SQL for the time {@code ago} by the database's clock, as in a column of a timestamp. */
  public abstract String timeAgo(Duration ago);

  /** SQL for the database's clock in microseconds since 1970. */
  public abstract String nowMicros();

  /** SQL for the function that returns the greater of two numbers. */
  public abstract String greatest();

  /** Whether the database runs on this machine, so that its clock is ours. */
  public abstract boolean sharesOurClock();

  /**
   * The schema of our tables, whether it is there or not; null where there are none.
   *
   * @param connection of a pool of ours
   */
  public abstract String ourSchema(Connection connection) throws SQLException;

  /** The schema in which a user finds {@code table}, other than ours; empty without one. */
  public abstract Optional<String> theirSchema(Connection connection, String table)
      throws SQLException;

  abstract String urlPrefix();

  /** Refuses settings that are not for this kind of database. */
  abstract void check(String url, String usernameOrNull, String schemaOrNull);

  /** The file that the database is; empty for a server. */
  abstract Optional<Path> file(String url);

  /** How long a caller waits for a connection or a lock, when nothing says that it must not. */
  abstract int timeoutMillis();

  /** How to connect, and to wait for a lock for {@code timeoutMillis} at most. */
  abstract HikariConfig pool(Database database, int timeoutMillis);

  /**
   * Connections whose transactions write what they have decided on by what they have read, however
   * much others write meanwhile.
   */
  DataSource writingSource(Database database) {
    return database.pool();
  }

  /** A connection that cannot write; not yet in a transaction. */
  abstract Connection connectToRead(Database database) throws SQLException;

  /** Has {@code connection}'s next transaction read one state of the database. */
  public abstract void isolate(Connection connection) throws SQLException;

  /** The words that differ in the migrations. */
  abstract Map<String, String> placeholders();
}
