package org.postlabel.quota;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * The tokens of one quota, in the row of the table {@code quota} that spreads them over time and in
 * the rows of {@code quota_tokens} that hold those of the last minute. Thread-safe.
 */
final class DatabaseTokens {
  static final long WINDOW_MICROS = 60_000_000;

  private static final long QUARTER_MICROS = 250_000;

  /**
   * How far the schedule may lie in the past: tokens that are given back are used within this time,
   * and what nobody waited for is lost after it.
   */
  private static final long SLACK_MICROS = 5_000_000;

  private final Jdbi jdbi;
  private final String name;
  private final String runId;
  private final String now;
  private final String greatest;

  /** The tokens called {@code name}; {@code runId} takes them. */
  DatabaseTokens(Database database, String name, String runId) {
    this(database, name, runId, database.dialect().nowMicros());
  }

  /**
   * @param now SQL for the time in microseconds
   */
  DatabaseTokens(Database database, String name, String runId, String now) {
    Dialect dialect = database.dialect();
    this.jdbi = database.jdbi();
    this.name = name;
    this.runId = runId;
    this.now = now;
    this.greatest = dialect.greatest();
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO quota (name, next_at_micros) VALUES (?, 0) ON CONFLICT DO NOTHING",
                name));
  }

  /**
   * Reserves {@code tokens} for a request that is sent now, unless that must wait. It must while
   * the tokens of those before are not yet due at an even pace, and while the last minute would
   * hold more than {@code perMinute}, or the provider's own limit when that is lower.
   *
   * @param perMinute 0 means that only the provider's limit counts
   * @return empty when the run may take none
   */
  Optional<Answer> reserve(long tokens, double perMinute) {
    return jdbi.inTransaction(
        handle -> lock(handle).map(row -> row.take(handle, tokens, perMinute)));
  }

  /** Locks the row when a request may be sent by the pace; else the row as it is. */
  private Optional<Row> lock(Handle handle) {
    String isOurs = "EXISTS (SELECT 1 FROM runs WHERE run_id = ? AND status = 'running')";
    String columns = "next_at_micros, provider_limit_per_minute, %s AS now_micros".formatted(now);
    Optional<Row> due =
        handle
            .select(
                """
                UPDATE quota SET turns_taken = turns_taken + 1
                WHERE name = ? AND next_at_micros <= %s AND %s
                RETURNING %s\
                """
                    .formatted(now, isOurs, columns),
                name,
                runId)
            .map((row, context) -> new Row(row, true))
            .findFirst();
    return due.isPresent()
        ? due
        : handle
            .select(
                "SELECT %s FROM quota WHERE name = ? AND %s".formatted(columns, isOurs),
                name,
                runId)
            .map((row, context) -> new Row(row, false))
            .findFirst();
  }

  /**
   * Counts {@code used} tokens, of a request that left at {@code sentMicros} by this database's
   * clock, for those that were reserved. What was reserved in vain is free for others at once.
   */
  void settle(Reserved reserved, long used, long sentMicros) {
    long later = (used - reserved.tokens) * reserved.intervalNanos / 1_000;
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE quota SET next_at_micros = %s(next_at_micros + ?, %s - ?) WHERE name = ?"
                  .formatted(greatest, now),
              later,
              SLACK_MICROS,
              name);
          add(handle, reserved.atMicros, -reserved.tokens);
          add(handle, sentMicros, used);
        });
  }

  private void add(Handle handle, long micros, long tokens) {
    handle.execute(
        """
        INSERT INTO quota_tokens (name, quarter_second, tokens) VALUES (?, ?, ?)
        ON CONFLICT (name, quarter_second)
        DO UPDATE SET tokens = quota_tokens.tokens + excluded.tokens\
        """,
        name,
        micros / QUARTER_MICROS,
        tokens);
  }

  /** The limit that the provider named last, if any. */
  OptionalDouble namedLimit() {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT provider_limit_per_minute FROM quota WHERE name = ?", name)
                .map((row, context) -> limit(row, 1))
                .findFirst()
                .orElse(OptionalDouble.empty()));
  }

  /** Keeps the limit that the provider names, for all who share the quota; empty forgets it. */
  void name(OptionalDouble perMinute) {
    Double limit = perMinute.isPresent() ? perMinute.getAsDouble() : null;
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE quota SET provider_limit_per_minute = ? WHERE name = ?", limit, name));
  }

  private static OptionalDouble limit(ResultSet row, int column) throws SQLException {
    double limit = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(limit);
  }

  /** The schedule as it was read. */
  private final class Row {
    private final long nextMicros;
    private final OptionalDouble namedLimit;
    private final long nowMicros;
    private final boolean isLocked;

    Row(ResultSet row, boolean isLocked) throws SQLException {
      this.isLocked = isLocked;
      nextMicros = row.getLong(1);
      namedLimit = limit(row, 2);
      nowMicros = row.getLong(3);
    }

    Answer take(Handle handle, long tokens, double configured) {
      if (!isLocked) {
        // It may have become due since the update; without its lock it must not be written.
        return new Answer(Optional.empty(), Math.max(1, nextMicros - nowMicros), namedLimit);
      }
      double named = namedLimit.orElse(Double.MAX_VALUE);
      double perMinute = Math.min(configured == 0 ? Double.MAX_VALUE : configured, named);
      // A request that is larger than the quota goes when it has the whole minute for itself.
      long taken = (long) Math.min((double) tokens, perMinute);
      long wait = untilRoom(handle, taken, perMinute);
      if (wait > 0) {
        return new Answer(Optional.empty(), wait, namedLimit);
      }
      long intervalNanos = (long) (WINDOW_MICROS * 1_000 / (perMinute * Pace.SHARE_USED));
      long first = nextMicros < nowMicros - SLACK_MICROS ? nowMicros : nextMicros;
      handle.execute(
          "UPDATE quota SET next_at_micros = ? WHERE name = ?",
          first + taken * intervalNanos / 1_000,
          name);
      add(handle, nowMicros, taken);
      handle.execute(
          "DELETE FROM quota_tokens WHERE name = ? AND quarter_second < ?", name, oldest());
      return new Answer(Optional.of(new Reserved(taken, nowMicros, intervalNanos)), 0, namedLimit);
    }

    /** How long until the last minute has room, as far as is known now. */
    private long untilRoom(Handle handle, long tokens, double perMinute) {
      record Used(long quarter, long tokens) {}
      var uses =
          handle
              .select(
                  "SELECT quarter_second, tokens FROM quota_tokens"
                      + " WHERE name = ? AND quarter_second >= ? ORDER BY quarter_second",
                  name,
                  oldest())
              .map((row, context) -> new Used(row.getLong(1), row.getLong(2)))
              .list();
      double tooMany = uses.stream().mapToLong(Used::tokens).sum() + tokens - perMinute;
      OptionalLong leaving = OptionalLong.empty();
      for (Used use : uses) {
        if (tooMany <= 0) {
          break;
        }
        tooMany -= use.tokens;
        leaving = OptionalLong.of(use.quarter);
      }
      return leaving.isEmpty()
          ? 0
          : (leaving.getAsLong() + 1) * QUARTER_MICROS + WINDOW_MICROS - nowMicros;
    }

    /** The first quarter of a second of which a part may lie within the last minute. */
    private long oldest() {
      return (nowMicros - WINDOW_MICROS) / QUARTER_MICROS;
    }
  }

  /**
   * What became of a wish for tokens.
   *
   * @param reserved empty when the request must wait
   * @param waitMicros for how long at least, unless tokens are given back meanwhile
   * @param namedLimit the provider's own limit a minute, when it named one
   */
  record Answer(Optional<Reserved> reserved, long waitMicros, OptionalDouble namedLimit) {}

  /**
   * Tokens that are reserved until they are settled.
   *
   * @param atMicros when, by the database's clock
   * @param intervalNanos from one token to the next
   */
  record Reserved(long tokens, long atMicros, long intervalNanos) {}
}
