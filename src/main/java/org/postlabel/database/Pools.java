package org.postlabel.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Opens connection pools. */
final class Pools {
  /** Enough for every thread that reads or writes at once; SQLite has one writer anyway. */
  private static final int MAX_CONNECTIONS = 16;

  private static final int IDLE_SECONDS = 30;

  private static final int CONNECT_TIMEOUT_MILLIS = 60_000;

  private Pools() {}

  static HikariDataSource open(Database database) {
    HikariConfig config = new HikariConfig();
    switch (database.dialect()) {
      case SQLITE -> config.setDataSource(SqliteFile.open(database.url()));
      case POSTGRESQL -> connectToServer(config, database);
    }
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(1);
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw unusable(database, e);
    }
  }

  /** Calls {@code close} when nobody has used {@code pool} for a while. */
  static void whenIdle(HikariDataSource pool, Runnable close) {
    Executor later =
        CompletableFuture.delayedExecutor(
            IDLE_SECONDS, TimeUnit.SECONDS, ForkJoinPool.commonPool());
    later.execute(
        () -> {
          if (!pool.isClosed() && pool.getHikariPoolMXBean().getActiveConnections() == 0) {
            close.run();
          }
        });
  }

  private static void connectToServer(HikariConfig config, Database database) {
    config.setJdbcUrl(database.url());
    config.setUsername(database.usernameOrNull());
    config.setPassword(Password.read(database.passwordFileOrNull()));
    config.setConnectionInitSql("SET TIME ZONE 'UTC'");
    database.schema().ifPresent(config::setSchema);
    config.addDataSourceProperty("ApplicationName", "postlabel");
    // The details of an error quote rows, and so posts.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
  }

  private static DatabaseUnusableException unusable(Database database, Exception error) {
    return new DatabaseUnusableException(
        "cannot open the database " + database.url() + ": " + error.getCause().getMessage(), error);
  }
}
