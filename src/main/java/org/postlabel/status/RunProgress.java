package org.postlabel.status;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.postlabel.database.Dialect;
import org.postlabel.database.Snapshot;
import org.postlabel.metrics.Counts;
import org.postlabel.run.RecordedRun;

/**
 * How far a run in progress has come.
 *
 * @param posts on its list; 0 while it is being made
 * @param answered texts with an answer; their labels are written at the end of a slice
 * @param queries of the last minute
 */
public record RunProgress(RecordedRun run, long posts, long answered, Queries queries) {
  private static final long STRETCH_SECONDS = 10;
  private static final long MINUTE_SECONDS = 60;

  /** Workers write a stretch when it is over, each a little after that. */
  private static final long SECONDS_TO_WRITE = 2;

  /** The progress of {@code run}, which is seen at {@code now}. */
  static RunProgress of(Handle handle, Dialect dialect, RecordedRun run, Instant now) {
    return new RunProgress(
        run,
        handle
            .select(
                "SELECT COALESCE(MAX(position), 0) FROM run_posts WHERE run_id = ?", run.runId())
            .mapTo(Long.class)
            .one(),
        answered(handle, dialect, run.runId()),
        lastMinute(handle, run, now));
  }

  /** None is known where a run of an earlier version has made the table. */
  private static long answered(Handle handle, Dialect dialect, String runId) {
    try {
      if (!Snapshot.columns(handle.getConnection(), dialect, "run_traffic").contains("answered")) {
        return 0;
      }
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    return handle
        .select("SELECT COALESCE(SUM(answered), 0) FROM run_traffic WHERE run_id = ?", runId)
        .mapTo(Long.class)
        .one();
  }

  /** Over the last stretches of traffic that are written. */
  private static Queries lastMinute(Handle handle, RecordedRun run, Instant now) {
    long end = stretchOf(now.getEpochSecond() - SECONDS_TO_WRITE);
    long begin = Math.max(end - MINUTE_SECONDS, run.startedAt().getEpochSecond());
    Counts counts = traffic(handle, run.runId(), stretchOf(begin), end);
    return new Queries(
        end > begin
            ? OptionalDouble.of((double) counts.calls() / (end - begin))
            : OptionalDouble.empty(),
        run.pace().queriesPerSecond(),
        counts);
  }

  private static long stretchOf(long second) {
    return Math.floorDiv(second, STRETCH_SECONDS) * STRETCH_SECONDS;
  }

  /** What all workers of a run sent in the stretches that begin in {@code [from, end)}. */
  static Counts traffic(Handle handle, String runId, long from, long end) {
    return handle
        .select(
            """
            SELECT COALESCE(SUM(calls), 0) AS calls, COALESCE(SUM(retries), 0) AS retries,
                   COALESCE(SUM(throttled), 0) AS throttled, COALESCE(SUM(failures), 0) AS failures,
                   COALESCE(SUM(from_ledger), 0) AS from_ledger
            FROM run_traffic WHERE run_id = ? AND from_second >= ? AND from_second < ?\
            """,
            runId,
            from,
            end)
        .map(ConstructorMapper.of(Counts.class))
        .one();
  }

  /** Posts that are labelled or failed. */
  public long done() {
    return run.sums().done();
  }

  /** Posts done per second since the start. */
  public double postsPerSecond() {
    return perSecond(done());
  }

  private double perSecond(long number) {
    return number / Math.max(1, run.took().toMillis() / 1_000.0);
  }

  /**
   * The time for the posts that are left, at the pace so far. While none is answered it is the time
   * for one query each; empty when there is no pace yet.
   */
  public Optional<Duration> timeLeft() {
    long through = Math.max(done(), Math.min(posts, answered));
    double pace = through > 0 ? perSecond(through) : queries.perSecond().orElse(0);
    return pace > 0 && posts > 0
        ? Optional.of(Duration.ofSeconds(Math.round((posts - through) / pace)))
        : Optional.empty();
  }

  /**
   * Queries of the last minute.
   *
   * @param perSecond empty in the first seconds of a run
   * @param quotaPerSecond empty without a limit
   */
  public record Queries(OptionalDouble perSecond, OptionalDouble quotaPerSecond, Counts counts) {
    /** The share of the quota that is used. */
    public OptionalDouble quotaUse() {
      return perSecond.isPresent() && quotaPerSecond.isPresent()
          ? OptionalDouble.of(perSecond.getAsDouble() / quotaPerSecond.getAsDouble())
          : OptionalDouble.empty();
    }
  }
}
