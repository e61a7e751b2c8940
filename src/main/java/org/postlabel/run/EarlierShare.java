package org.postlabel.run;

import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.scorer.WatchedShare;

/** What the labels of the run before say of a watched share. */
public final class EarlierShare {
  private EarlierShare() {}

  /**
   * The share among the labels of the newest run before {@code runId} that made {@code least} of
   * them at least, whichever model or prompt it had; empty when there is none.
   */
  public static Optional<Double> find(
      Database database, WatchedShare watched, String runId, int least) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        """
                        SELECT AVG(CASE WHEN l.%1$s = ? THEN 1.0 ELSE 0.0 END) AS share
                        FROM %2$s l JOIN runs r ON r.run_id = l.run_id
                        WHERE l.was_successfully_labeled AND l.%1$s IS NOT NULL AND r.run_id <> ?
                        GROUP BY r.run_id, r.started_at HAVING COUNT(*) >= ?
                        ORDER BY r.started_at DESC LIMIT 1\
                        """
                            .formatted(watched.column(), watched.table()),
                        watched.value(),
                        runId,
                        least)
                    .mapTo(Double.class)
                    .findFirst());
  }
}
