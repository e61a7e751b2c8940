package org.postlabel.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.jdbi.v3.core.Jdbi;
import org.joda.time.Duration;

/**
 * The address of a database. Equal addresses share one connection pool in a JVM, so a value of this
 * class travels to workers and connects there; the password is read there and is no part of it.
 *
 * @param url names no password
 * @param usernameOrNull null leaves the user to the URL
 * @param passwordFileOrNull null means the environment variable
 * @param schemaOrNull where our tables are; null means the database's default
 */
public record Database(
    String url, String usernameOrNull, String passwordFileOrNull, String schemaOrNull)
    implements Serializable {
  /** The environment variable that holds the password when no file does. */
  public static final String PASSWORD_VARIABLE = "POSTLABEL_DATABASE_PASSWORD";

  private static final ConcurrentHashMap<Database, HikariDataSource> POOLS =
      new ConcurrentHashMap<>();
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]*");

  public Database {
    UrlSecrets.refuse(url);
    Dialect.of(url).check(url, usernameOrNull, schemaOrNull);
    if (schemaOrNull != null && !SCHEMA.matcher(schemaOrNull).matches()) {
      throw new IllegalArgumentException(
          "--schema must be small letters, digits and underscores, was " + schemaOrNull);
    }
  }

  /** A database that asks for no user. */
  public Database(String url) {
    this(url, null, null, null);
  }

  public static Database from(DatabaseOptions options) {
    return new Database(
        options.getConnectionURL(),
        options.getUsername(),
        options.getPasswordFile(),
        options.getSchema());
  }

  public Dialect dialect() {
    return Dialect.of(url);
  }

  /** Where our tables are, when it is not the database's default. */
  public Optional<String> schema() {
    return Optional.ofNullable(schemaOrNull);
  }

  /** The file that a SQLite database is; empty for a server. */
  public Optional<Path> file() {
    return dialect().file(url);
  }

  /** The JVM's pool for this database, opened when it is needed. Thread-safe. */
  public DataSource pool() {
    return new Pool(this);
  }

  /**
   * Closes this JVM's pool in a while, unless it is in use then; the next use opens another. What
   * is written last may still be on its way when the last worker is done.
   */
  public void closePoolWhenIdle() {
    HikariDataSource open = POOLS.get(this);
    if (open != null) {
      Pools.whenIdle(
          open,
          () -> {
            POOLS.remove(this, open);
            open.close();
          });
    }
  }

  /**
   * Bounds every wait for a connection or a lock by a second, until this JVM's pool is next closed.
   * For a run that an outage has stopped: what it still has to write is tried, but not waited for.
   */
  public void failFast() {
    HikariDataSource patient = POOLS.put(this, Pools.openToFailFast(this));
    if (patient != null) {
      Pools.closeWhenIdle(patient);
    }
  }

  /**
   * Closes this JVM's pool for this database, if it is open; the next use opens another. Takes two
   * seconds at most for a server, available or not.
   */
  public void closePool() {
    HikariDataSource open = POOLS.remove(this);
    if (open != null) {
      Pools.close(open, file().isPresent());
    }
  }

  /** Closes all pools of this JVM: a SQLite file is whole then, without its write-ahead log. */
  public static void closePools() {
    POOLS.keySet().forEach(Database::closePool);
  }

  /**
   * Which failures of a write mean another try on its connection, for {@link #writeRetries()}; one
   * that is lost must be left to those who can have another.
   */
  public JdbcIO.RetryStrategy writeRetryStrategy() {
    Dialect dialect = dialect();
    return error -> dialect.isTransient(error) && !dialect.hasLostConnection(error);
  }

  /** A write is tried again for about a minute while the database is locked or full. */
  public static JdbcIO.RetryConfiguration writeRetries() {
    return JdbcIO.RetryConfiguration.create(20, Duration.standardMinutes(1), Duration.millis(200));
  }

  HikariDataSource open() {
    return POOLS.computeIfAbsent(this, Pools::open);
  }

  /** Short SQL on the pool. Thread-safe. */
  public Jdbi jdbi() {
    return Jdbi.create(pool());
  }

  /** The database's clock; this machine's where the database cannot be read. */
  public InstantSource clock() {
    return dialect().sharesOurClock() ? InstantSource.system() : this::now;
  }

  private Instant now() {
    try (Connection connection = connectToRead();
        Statement select = connection.createStatement();
        ResultSet now = select.executeQuery("SELECT " + dialect().nowMicros())) {
      now.next();
      return Instant.EPOCH.plus(now.getLong(1), ChronoUnit.MICROS);
    } catch (SQLException e) {
      return Instant.now();
    }
  }

  /** A pooled connection in auto-commit mode; close it to give it back. */
  public Connection connect() throws SQLException {
    return pool().getConnection();
  }

  /**
   * A connection in a transaction that cannot write, nor make a file; close it soon.
   *
   * @throws DatabaseUnusableException when there is no such file
   */
  public Connection connectToRead() throws SQLException {
    if (file().filter(Files::notExists).isPresent()) {
      throw new DatabaseUnusableException(
          "there is no database %s; name another with --connectionURL, or import posts first"
              .formatted(url));
    }
    Connection connection = dialect().connectToRead(this);
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
