package org.postlabel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database that is unavailable for a while: locked, full, restarted, or unreachable. */
public final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** More would mean that the work itself brings the database down. */
  private static final int MAX_ATTEMPTS = 5;

  /** The class of these states in SQL (ISO/IEC 9075). */
  private static final String CONNECTION_EXCEPTION = "08";

  private Outage() {}

  /** Whether {@code error} comes of one: the same may succeed a little later. */
  public static boolean isBehind(Throwable error) {
    return hasCause(
        error, sql -> sql instanceof SQLTransientConnectionException || isTransient(sql));
  }

  /**
   * Whether {@code error} comes of one that a server itself tells of: it starts, say, or has no
   * connection to spare. One that cannot be reached may also be at another address.
   */
  public static boolean isSaidByServer(Throwable error) {
    return hasCause(
        error,
        sql ->
            sql.getSQLState() != null
                && !sql.getSQLState().startsWith(CONNECTION_EXCEPTION)
                && isTransient(sql));
  }

  private static boolean isTransient(SQLException error) {
    return Dialect.all().stream().anyMatch(dialect -> dialect.isTransient(error));
  }

  /** What the database says of {@code error}, in one line. */
  public static String cause(Throwable error) {
    String said = String.valueOf(error.getMessage());
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        said = String.valueOf(cause.getMessage());
      }
    }
    return said.lines().findFirst().orElse("");
  }

  /** One line for people whose command an outage ended. */
  public static String message(Throwable error) {
    return "the database cannot be used now (" + cause(error) + "); run again";
  }

  /**
   * Does {@code work}, which does no harm when it is begun again: that happens when its connection
   * was lost and {@code database} answers again within a minute.
   *
   * @throws RuntimeException what {@code work} threw, when it failed otherwise; what kept the
   *     database from being reached at last, when the minute is over
   */
  public static <T> T outlast(Database database, Supplier<T> work) throws InterruptedException {
    return outlast(database, work, () -> false);
  }

  /** The same, but gives up as soon as {@code hasGivenUp}: another has waited long enough. */
  public static <T> T outlast(Database database, Supplier<T> work, BooleanSupplier hasGivenUp)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!hasLostConnection(e) || attempt == MAX_ATTEMPTS || hasGivenUp.getAsBoolean()) {
          throw e;
        }
        LOG.warn("Database unavailable; retrying for up to 1 minute.");
        awaitReturn(database, hasGivenUp, e);
      }
    }
  }

  /** Whether the database could not be reached, or no longer. */
  private static boolean hasLostConnection(Throwable error) {
    return hasCause(
        error,
        sql ->
            sql instanceof SQLTransientConnectionException
                || Dialect.all().stream().anyMatch(dialect -> dialect.hasLostConnection(sql)));
  }

  private static void awaitReturn(
      Database database, BooleanSupplier hasGivenUp, RuntimeException lost)
      throws InterruptedException {
    RuntimeException last = lost;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline && !hasGivenUp.getAsBoolean()) {
      try (Connection connection = database.connect()) {
        if (connection.isValid((int) LONGEST.toSeconds())) {
          return;
        }
      } catch (SQLException e) {
        LOG.debug("Still unavailable:", e);
        last = new IllegalStateException("the database is still unavailable", e);
        last.addSuppressed(lost);
      }
      Thread.sleep(PAUSE.toMillis());
    }
    throw last;
  }

  static boolean hasCause(Throwable error, Predicate<SQLException> wanted) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && wanted.test(sql)) {
        return true;
      }
    }
    return false;
  }
}
