package org.postlabel.database;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One file, one machine: https://www.sqlite.org/. */
final class SqliteDialect extends Dialect {
  static final String URL_PREFIX = "jdbc:sqlite:";

  /** SQLite changes no primary key. To rename as it once did leaves views of the user alone. */
  private static final String LEDGER_BY_JUDGEMENT =
      """
      CREATE TABLE ledger_by_judgement (
        scorer_id TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        scores TEXT,
        reason TEXT,
        answered_at TEXT NOT NULL,
        run_id TEXT NOT NULL,
        model TEXT,
        prompt_hash TEXT,
        prompt_tokens BIGINT,
        completion_tokens BIGINT,
        judgement INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (scorer_id, text_hash, judgement)
      );
      INSERT INTO ledger_by_judgement (scorer_id, text_hash, scores, reason, answered_at, run_id,
                                       model, prompt_hash, prompt_tokens, completion_tokens)
        SELECT scorer_id, text_hash, scores, reason, answered_at, run_id,
               model, prompt_hash, prompt_tokens, completion_tokens FROM ledger;
      DROP TABLE ledger;
      PRAGMA legacy_alter_table = ON;
      ALTER TABLE ledger_by_judgement RENAME TO ledger;
      PRAGMA legacy_alter_table = OFF;
      """;

  private static final Set<Integer> TRANSIENT =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY.code,
          SQLiteErrorCode.SQLITE_LOCKED.code,
          SQLiteErrorCode.SQLITE_IOERR.code,
          SQLiteErrorCode.SQLITE_FULL.code,
          SQLiteErrorCode.SQLITE_CANTOPEN.code);

  @Override
  public boolean isTransient(SQLException error) {
    return error instanceof SQLiteException sqlite
        && TRANSIENT.contains(sqlite.getResultCode().code & 0xFF);
  }

  @Override
  public boolean hasLostConnection(SQLException error) {
    return false;
  }

  @Override
  public Object timestamp(Instant instant) {
    return Timestamps.COMPACT.format(instant.atOffset(ZoneOffset.UTC));
  }

  @Override
  public Object timestamp(String text) {
    return text;
  }

  @Override
  public Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column))
        .map(text -> Timestamps.parse(text).toInstant());
  }

  @Override
  public boolean takes(String text) {
    return true;
  }

  @Override
  public String time(String value) {
    return "CAST(" + value + " AS TEXT)";
  }

  @Override
  public String wholeNumber(String value) {
    // A cast alone would make 0 of any word; what is no JSON fails.
    return "CASE WHEN %1$s IS NULL OR %1$s = CAST(%1$s AS INTEGER) THEN CAST(%1$s AS INTEGER)"
            .formatted(value)
        + " ELSE json('no number: ' || %s) END".formatted(value);
  }

  @Override
  public String withoutPlaceholders(String sql) {
    return sql;
  }

  /** Any column may hold texts, whatever it is declared as. */
  @Override
  public Optional<String> wayToText(ResultSetMetaData columns, int column, boolean isText) {
    return Optional.empty();
  }

  /** Nothing to do: the planner of SQLite keeps no statistics unless it is told to. */
  @Override
  public void refreshStatistics(Connection connection, String table) {}

  @Override
  public String rowNumber() {
    return "_rowid_";
  }

  @Override
  boolean numbersPosts(Connection connection, Map<String, PostsTable.Column> columns)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet table =
            statement.executeQuery(
                "SELECT 1 FROM pragma_table_list WHERE name = 'posts' AND NOT wr")) {
      return table.next();
    }
  }

  @Override
  public String timeAgo(Duration ago) {
    return "strftime('%%Y-%%m-%%d-%%H:%%M:%%S', 'now', '%d seconds')".formatted(-ago.toSeconds());
  }

  @Override
  public String nowMicros() {
    return "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";
  }

  @Override
  public String greatest() {
    return "max";
  }

  @Override
  public boolean sharesOurClock() {
    return true;
  }

  @Override
  public String ourSchema(Connection connection) {
    return null;
  }

  @Override
  public Optional<String> theirSchema(Connection connection, String table) {
    return Optional.empty();
  }

  @Override
  String urlPrefix() {
    return URL_PREFIX;
  }

  @Override
  void check(String url, String usernameOrNull, String schemaOrNull) {
    if (!SqliteFile.isNamedBy(url)) {
      throw new IllegalArgumentException(
          "--connectionURL must name a file, as in jdbc:sqlite:postlabel.db, was " + url);
    }
    if (usernameOrNull != null || schemaOrNull != null) {
      throw new IllegalArgumentException("--username and --schema are for PostgreSQL, not SQLite");
    }
  }

  @Override
  Optional<Path> file(String url) {
    return Optional.of(SqliteFile.pathOf(url));
  }

  @Override
  int timeoutMillis() {
    return SqliteFile.BUSY_TIMEOUT_MILLIS;
  }

  @Override
  HikariConfig pool(Database database, int timeoutMillis) {
    SqliteFile.make(database.url());
    HikariConfig config = new HikariConfig();
    config.setDataSource(SqliteFile.open(database.url(), timeoutMillis));
    return config;
  }

  /** Each takes the lock when it begins: SQLite refuses to write after another has written. */
  @Override
  DataSource writingSource(Database database) {
    SQLiteDataSource source = SqliteFile.open(database.url(), timeoutMillis());
    source.getConfig().setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return source;
  }

  @Override
  Connection connectToRead(Database database) throws SQLException {
    return SqliteFile.connectToRead(database.url());
  }

  /** Nothing to do: every transaction of SQLite does. */
  @Override
  public void isolate(Connection connection) {}

  @Override
  Map<String, String> placeholders() {
    return Map.of(
        "id",
        "INTEGER PRIMARY KEY AUTOINCREMENT",
        "timestamp",
        "TEXT",
        "ledgerByJudgement",
        LEDGER_BY_JUDGEMENT);
  }

  /** It has no state. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SqliteDialect;
  }

  @Override
  public int hashCode() {
    return SqliteDialect.class.hashCode();
  }
}
