package org.postlabel.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.postlabel.daemon.DaemonTimer;

/** Opens connection pools. */
final class Pools {
  /** Enough for every thread that reads or writes at once; SQLite has one writer anyway. */
  private static final int MAX_CONNECTIONS = 16;

  private static final int IDLE_SECONDS = 30;

  private static final int FAIL_FAST_MILLIS = 1_000;
  private static final int CLOSE_MILLIS = 2_000;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS, ForkJoinPool.commonPool());

  private Pools() {}

  static HikariDataSource open(Database database) {
    HikariConfig config = config(database, database.dialect().timeoutMillis());
    config.setInitializationFailTimeout(1);
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw unusable(database, e);
    }
  }

  /** A pool whose users wait a second at most; it is opened whether it can connect or not. */
  static HikariDataSource openToFailFast(Database database) {
    HikariConfig config = config(database, FAIL_FAST_MILLIS);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private static HikariConfig config(Database database, int timeoutMillis) {
    HikariConfig config = database.dialect().pool(database, timeoutMillis);
    config.setConnectionTimeout(timeoutMillis);
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(0);
    Drivers.leaveNoneRegistered();
    return config;
  }

  /**
   * Closes {@code pool}. That of a server which does not answer could take half a minute; what is
   * not closed in time is left to a daemon thread, or to the end of the process.
   */
  static void close(HikariDataSource pool, boolean isFile) {
    if (isFile) {
      pool.close();
      return;
    }
    Thread closing = DaemonTimer.threads("postlabel-close").newThread(pool::close);
    closing.start();
    try {
      closing.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes {@code pool}, which gets no new users, when its last user is done. */
  static void closeWhenIdle(HikariDataSource pool) {
    pool.getHikariPoolMXBean().softEvictConnections();
    LATER.execute(
        () -> {
          if (pool.getHikariPoolMXBean().getActiveConnections() == 0) {
            pool.close();
          } else {
            closeWhenIdle(pool);
          }
        });
  }

  /** Calls {@code close} when nobody has used {@code pool} for a while. */
  static void whenIdle(HikariDataSource pool, Runnable close) {
    LATER.execute(
        () -> {
          if (!pool.isClosed() && pool.getHikariPoolMXBean().getActiveConnections() == 0) {
            close.run();
          }
        });
  }

  private static DatabaseUnusableException unusable(Database database, Exception error) {
    return new DatabaseUnusableException(
        "cannot open the database " + database.url() + ": " + error.getCause().getMessage(), error);
  }
}
