package org.postlabel.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** A server that many machines share: https://www.postgresql.org/. */
final class PostgresDialect extends Dialect {
  /**
   * Connection lost, also in the middle of a transaction (the driver finds none to commit then),
   * transaction rolled back, out of resources, shutting down or starting up, lock not available
   * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
   */
  private static final Pattern TRANSIENT =
      Pattern.compile("08...|25P0[13]|40...|53...|57P0[1-3]|55P03");

  private static final Pattern LOST = Pattern.compile("08...|25P03|57P0[1-3]");

  @Override
  public boolean isTransient(SQLException error) {
    return hasState(error, TRANSIENT);
  }

  @Override
  public boolean hasLostConnection(SQLException error) {
    return hasState(error, LOST);
  }

  private static boolean hasState(SQLException error, Pattern states) {
    return error.getSQLState() != null && states.matcher(error.getSQLState()).matches();
  }

  @Override
  public Object timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public Object timestamp(String text) {
    return Timestamps.parse(text);
  }

  @Override
  public Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  @Override
  public boolean takes(String text) {
    return text.indexOf('\0') < 0;
  }

  @Override
  public String time(String value) {
    // PostgreSQL would take the hyphen after the date, which SQLite's times have, for a time zone.
    return "CAST(REGEXP_REPLACE(CAST(%s AS TEXT), '^(\\d{4}-\\d\\d-\\d\\d)-', '\\1 ')"
            .formatted(value)
        + " AS TIMESTAMP WITH TIME ZONE)";
  }

  @Override
  public String wholeNumber(String value) {
    return "CAST(" + value + " AS BIGINT)";
  }

  @Override
  public String withoutPlaceholders(String sql) {
    return PostgresTexts.withoutPlaceholders(sql);
  }

  @Override
  public Optional<String> wayToText(ResultSetMetaData columns, int column, boolean isText)
      throws SQLException {
    return PostgresTexts.wayToText(
        columns.getColumnType(column), columns.getColumnTypeName(column), isText);
  }

  @Override
  public void refreshStatistics(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE " + table);
    }
  }

  @Override
  public void endWhenIdle(Handle handle) {
    handle.execute("SET LOCAL idle_in_transaction_session_timeout = '5s'");
  }

  @Override
  public String rowNumber() {
    return "id";
  }

  @Override
  boolean numbersPosts(Connection connection, Map<String, PostsTable.Column> columns) {
    PostsTable.Column id = columns.get("id");
    return id != null
        && !id.isNullable()
        && (id.type() == Types.BIGINT || id.type() == Types.INTEGER);
  }

  @Override
  public void preferIndexes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
    }
  }

  @Override
  public String timeAgo(Duration ago) {
    return "clock_timestamp() - INTERVAL '%d seconds'".formatted(ago.toSeconds());
  }

  @Override
  public String nowMicros() {
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
  }

  @Override
  public String greatest() {
    return "GREATEST";
  }

  @Override
  public boolean sharesOurClock() {
    return false;
  }

  @Override
  public String ourSchema(Connection connection) throws SQLException {
    return SchemaSearch.ours(connection);
  }

  @Override
  public Optional<String> theirSchema(Connection connection, String table) throws SQLException {
    return SchemaSearch.theirs(connection, table);
  }

  @Override
  String urlPrefix() {
    return "jdbc:postgresql:";
  }

  @Override
  void check(String url, String usernameOrNull, String schemaOrNull) {}

  @Override
  Optional<Path> file(String url) {
    return Optional.empty();
  }

  /** One attempt to reach a server; callers that can wait for longer make several. */
  @Override
  int timeoutMillis() {
    return 10_000;
  }

  @Override
  HikariConfig pool(Database database, int timeoutMillis) {
    PostgresSource server = new PostgresSource(database.schema());
    server.setURL(database.url());
    if (database.usernameOrNull() != null) {
      server.setUser(database.usernameOrNull());
    }
    server.setPassword(password(database.passwordFileOrNull()));
    server.setApplicationName("postlabel");
    // The details of an error quote rows, and so posts.
    server.setLogServerErrorDetail(false);
    server.setReWriteBatchedInserts(true);
    HikariConfig config = new HikariConfig();
    config.setDataSource(server);
    return config;
  }

  /** From {@code fileOrNull}, or else the environment; null when there is none. */
  private static String password(String fileOrNull) {
    if (fileOrNull == null) {
      return System.getenv(Database.PASSWORD_VARIABLE);
    }
    try {
      return Files.readString(Path.of(fileOrNull), UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--passwordFile must name a file that can be read, was " + fileOrNull, e);
    }
  }

  @Override
  Connection connectToRead(Database database) throws SQLException {
    Connection connection = database.connect();
    connection.setReadOnly(true);
    return connection;
  }

  @Override
  public void isolate(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  @Override
  Map<String, String> placeholders() {
    return Map.of(
        "id",
        "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        "timestamp",
        "TIMESTAMP WITH TIME ZONE",
        "ledgerByJudgement",
        """
        ALTER TABLE ledger ADD COLUMN judgement INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE ledger DROP CONSTRAINT ledger_pkey;
        ALTER TABLE ledger ADD PRIMARY KEY (scorer_id, text_hash, judgement);
        """);
  }

  /** It has no state. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PostgresDialect;
  }

  @Override
  public int hashCode() {
    return PostgresDialect.class.hashCode();
  }
}
