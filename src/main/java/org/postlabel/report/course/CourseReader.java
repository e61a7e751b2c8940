package org.postlabel.report.course;

import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.postlabel.database.Database;
import org.postlabel.metrics.Counts;
import org.postlabel.metrics.Latencies;
import org.postlabel.run.RecordedRun;

/**
 * Reads the table {@code run_traffic} in the order of time and folds it into so few stretches that
 * a chart and the memory have room for them, however long the run was.
 */
public final class CourseReader {
  /** Enough points for a chart as wide as a screen. */
  static final int MOST_STRETCHES = 240;

  /** The length of a stretch in the table. */
  private static final long SHORTEST_SECONDS = 10;

  private static final int FETCH_SIZE = 500;

  private static final RowMapper<Counts> COUNTS = ConstructorMapper.of(Counts.class);

  private final Database database;

  public CourseReader(Database database) {
    this.database = database;
  }

  public Course of(RecordedRun run) {
    return Jdbi.create(database::connectToRead).withHandle(handle -> read(handle, run));
  }

  private static Course read(Handle handle, RecordedRun run) {
    long[] ends =
        handle
            .select(
                "SELECT COALESCE(MIN(from_second), 0) AS first, COALESCE(MAX(from_second), -1) AS"
                    + " last FROM run_traffic WHERE run_id = ?",
                run.runId())
            .map((row, context) -> new long[] {row.getLong("first"), row.getLong("last")})
            .one();
    long seconds = stretchSeconds(ends[1] - ends[0] + SHORTEST_SECONDS);
    StretchFolder folder = new StretchFolder(run, seconds);
    handle
        .select(
            """
            SELECT from_second, calls, retries, throttled, failures, from_ledger, latencies
            FROM run_traffic WHERE run_id = ? ORDER BY from_second\
            """,
            run.runId())
        .setFetchSize(FETCH_SIZE)
        .map(
            (row, context) -> {
              folder.add(
                  row.getLong("from_second"),
                  COUNTS.map(row, context),
                  Latencies.parse(row.getString("latencies")));
              return true;
            })
        .forEach(added -> {});
    return new Course(quota(run), seconds, folder.stretches(), folder.latency());
  }

  /** The least multiple of the table's stretch that makes few enough of {@code span} seconds. */
  static long stretchSeconds(long span) {
    long rows = (span + SHORTEST_SECONDS - 1) / SHORTEST_SECONDS;
    return SHORTEST_SECONDS * Math.max(1, (rows + MOST_STRETCHES - 1) / MOST_STRETCHES);
  }

  private static Double quota(RecordedRun run) {
    OptionalDouble quota = run.pace().queriesPerSecond();
    return quota.isPresent() ? quota.getAsDouble() : null;
  }
}
