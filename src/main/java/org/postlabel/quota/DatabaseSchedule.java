package org.postlabel.quota;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * A schedule in one row of the table {@code quota}; taking turns is one UPDATE, which takes none
 * for a run that no longer owns its row.
 */
public final class DatabaseSchedule implements Schedule {
  private static final double MICROS_PER_MINUTE = 60e6;

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String name;
  private final String runId;
  private final Runnable onLost;
  private final MicroClock clock;
  private final ClockOffset offset = new ClockOffset();

  /** How many turns all had taken when we last took some; 0 before. */
  private final AtomicLong turnsTaken = new AtomicLong();

  /** What we took last. */
  private volatile Taken lastTaken = new Taken(Long.MIN_VALUE, Long.MIN_VALUE);

  /**
   * The schedule called {@code name}, which is created when it does not exist.
   *
   * @param runId who takes turns
   * @param onLost is told when the run may take none; from then on nobody may wait for a turn
   */
  public DatabaseSchedule(
      Database database, String name, String runId, Runnable onLost, MicroClock clock) {
    this.runId = runId;
    this.onLost = onLost;
    this.clock = clock;
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
    this.name = name;
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO quota (name, next_at_micros) VALUES (?, 0) ON CONFLICT DO NOTHING",
                name));
  }

  @Override
  public Lease take(int turns, long intervalMicros, long laterMicros) {
    // The interval is the caller's or, when longer, the one that the provider's own limit asks for.
    String interval =
        "%s(?, COALESCE(CAST(%s / provider_limit_per_minute AS BIGINT), 0))"
            .formatted(dialect.greatest(), MICROS_PER_MINUTE / Pace.SHARE_USED);
    String sql =
        """
        UPDATE quota
        SET next_at_micros = %1$s(next_at_micros + ?, %2$s) + ? * %3$s,
            turns_taken = turns_taken + ?
        WHERE name = ? AND EXISTS (SELECT 1 FROM runs WHERE run_id = ? AND status = 'running')
        RETURNING next_at_micros, turns_taken, %3$s AS interval_micros, provider_limit_per_minute,
                  %2$s AS now_micros\
        """
            .formatted(dialect.greatest(), dialect.nowMicros(), interval);
    return jdbi.withHandle(
        handle -> {
          // Only now, since the wait for a connection would widen the bounds of the offset.
          long asked = clock.nowMicros();
          return handle
              .select(sql, laterMicros, turns, intervalMicros, turns, name, runId, intervalMicros)
              .map((row, context) -> lease(row, turns, laterMicros, asked))
              .findFirst()
              .orElseGet(() -> lost(turns, intervalMicros));
        });
  }

  /** Turns that are never reached. */
  private Lease lost(int turns, long intervalMicros) {
    onLost.run();
    long never = clock.nowMicros() + Duration.ofDays(365).toNanos() / 1_000;
    return new Lease(never, intervalMicros, turns, OptionalDouble.empty(), false);
  }

  private Lease lease(ResultSet row, int turns, long later, long asked) throws SQLException {
    long taken = row.getLong("interval_micros");
    long next = row.getLong("next_at_micros");
    double limit = row.getDouble("provider_limit_per_minute");
    boolean hasLimit = !row.wasNull();
    long now = row.getLong("now_micros");
    if (!dialect.sharesOurClock()) {
      offset.learn(asked, now, clock.nowMicros());
    }
    long allTaken = row.getLong("turns_taken");
    long takenBefore = turnsTaken.getAndSet(allTaken);
    boolean isShared = takenBefore > 0 && allTaken - takenBefore > turns;
    long first = next - turns * taken;
    Taken before = lastTaken;
    lastTaken = new Taken(first == before.endMicros + later ? before.startMicros : first, next);
    return new Lease(
        offset.toOurs(first),
        taken,
        turns,
        hasLimit ? OptionalDouble.of(limit) : OptionalDouble.empty(),
        isShared);
  }

  @Override
  public void pause(Duration pause, OptionalDouble limitPerMinute) {
    Double limit = limitPerMinute.isPresent() ? limitPerMinute.getAsDouble() : null;
    // Turns that we took are given back when no other worker has taken any after them.
    String sql =
        """
        UPDATE quota
        SET next_at_micros =
              %1$s(CASE next_at_micros WHEN ? THEN ? ELSE next_at_micros END, %2$s + ?),
            provider_limit_per_minute = COALESCE(?, provider_limit_per_minute)
        WHERE name = ?\
        """
            .formatted(dialect.greatest(), dialect.nowMicros());
    Taken ours = lastTaken;
    jdbi.useHandle(
        handle ->
            handle.execute(
                sql, ours.endMicros, ours.startMicros, pause.toNanos() / 1_000, limit, name));
  }

  @Override
  public void forgetLimit() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE quota SET provider_limit_per_minute = NULL"
                    + " WHERE name = ? AND provider_limit_per_minute IS NOT NULL",
                name));
  }

  /**
   * Consecutive turns of ours.
   *
   * @param startMicros when the first may be used, by the clock of the database
   * @param endMicros when the first of the others may be used
   */
  private record Taken(long startMicros, long endMicros) {}
}
