package org.postlabel.scoring;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.postlabel.database.Database;
import org.postlabel.ledger.LedgerLookup;
import org.postlabel.quota.Pace;
import org.postlabel.scorer.ScorerProvider;

/** What a worker is made from. Equal values share one worker in a JVM. */
public record WorkerConfig(
    String runId,
    Database database,
    ScorerProvider scorer,
    String quotaName,
    Pace pace,
    RetryPolicy retries,
    WorkerLimits limits)
    implements Serializable {
  public WorkerConfig {
    requireNonNull(runId, "runId");
    requireNonNull(database, "database");
    requireNonNull(scorer, "scorer");
    requireNonNull(quotaName, "quotaName");
    requireNonNull(pace, "pace");
    requireNonNull(retries, "retries");
    requireNonNull(limits, "limits");
  }

  /** What a worker finds in the ledger. */
  LedgerLookup lookup() {
    return new LedgerLookup(
        scorer.scorerId(), scorer.wider().orElse(null), runId, limits.asksFailedAgain());
  }

  /** The same for {@code runId}. */
  public WorkerConfig ofRun(String runId) {
    return new WorkerConfig(runId, database, scorer, quotaName, pace, retries, limits);
  }
}
