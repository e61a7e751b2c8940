package org.postlabel.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.jdbi.v3.core.Jdbi;
import org.joda.time.Duration;

/**
 * The address of a database. Equal addresses share one connection pool in a JVM, so a value of this
 * class travels to workers and connects there.
 */
public record Database(String url) implements Serializable {
  private static final ConcurrentHashMap<Database, HikariDataSource> POOLS =
      new ConcurrentHashMap<>();

  public Database {
    if (Dialect.of(url) == Dialect.SQLITE && !SqliteFile.isNamedBy(url)) {
      throw new IllegalArgumentException(
          "--connectionURL must name a file, as in jdbc:sqlite:postlabel.db, was " + url);
    }
  }

  public static Database from(DatabaseOptions options) {
    return new Database(options.getConnectionURL());
  }

  public Dialect dialect() {
    return Dialect.of(url);
  }

  /** The JVM's pool for this database, opened at first use and kept. Thread-safe. */
  public DataSource pool() {
    return POOLS.computeIfAbsent(this, Pools::open);
  }

  /** Closes all pools of this JVM: a SQLite file is whole then, without its write-ahead log. */
  public static void closePools() {
    POOLS.values().forEach(HikariDataSource::close);
    POOLS.clear();
  }

  /** A write is tried again for about a minute while the database is locked, full or away. */
  public static JdbcIO.RetryConfiguration writeRetries() {
    return JdbcIO.RetryConfiguration.create(20, Duration.standardMinutes(1), Duration.millis(200));
  }

  /** Short SQL on the pool. Thread-safe. */
  public Jdbi jdbi() {
    return Jdbi.create(pool());
  }

  /** A pooled connection in auto-commit mode; close it to give it back. */
  public Connection connect() throws SQLException {
    return pool().getConnection();
  }
}
