package org.postlabel.run;

import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;

/**
 * How many queries a run may still send: counted in the run's row over all workers, and none after
 * the deadline. Sets the stop sign when it is used up. Thread-safe.
 */
public final class QueryBudget {
  private final Jdbi jdbi;
  private final String runId;
  private final long maxQueries;
  private final Instant deadlineOrNull;
  private final StopSign stopSign;

  /**
   * @param maxQueries 0 means no limit
   * @param deadlineOrNull null means none
   */
  public QueryBudget(
      Database database, String runId, long maxQueries, Instant deadlineOrNull, StopSign stopSign) {
    this.jdbi = database.jdbi();
    this.runId = runId;
    this.maxQueries = maxQueries;
    this.deadlineOrNull = deadlineOrNull;
    this.stopSign = stopSign;
  }

  /** Takes up to {@code wanted} queries; 0 when there are none left or the deadline is over. */
  public int take(int wanted) {
    if (deadlineOrNull != null && !Instant.now().isBefore(deadlineOrNull)) {
      stopSign.set(new Stop(Stop.Kind.ASKED, "the deadline " + deadlineOrNull + " is reached"));
      return 0;
    }
    if (maxQueries == 0) {
      return wanted;
    }
    for (long queries = wanted; queries > 0; queries = Math.min(wanted, left())) {
      if (tryTake(queries)) {
        return (int) queries;
      }
    }
    stopSign.set(new Stop(Stop.Kind.ASKED, "--maxQueries=" + maxQueries + " are sent"));
    return 0;
  }

  private boolean tryTake(long queries) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE runs SET queries_taken = queries_taken + ?"
                        + " WHERE run_id = ? AND queries_taken + ? <= ?",
                    queries,
                    runId,
                    queries,
                    maxQueries))
        > 0;
  }

  private long left() {
    return maxQueries
        - jdbi.withHandle(
            handle ->
                handle
                    .select("SELECT queries_taken FROM runs WHERE run_id = ?", runId)
                    .mapTo(Long.class)
                    .one());
  }
}
