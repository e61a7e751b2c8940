package org.postlabel.run;

import java.util.List;
import org.postlabel.database.Database;

/**
 * A run that was submitted to a cluster and whose workers have given no heartbeat yet.
 *
 * @param master of the cluster
 */
public record AwaitedRun(String runId, String master) {
  /** Those that have not ended by what they wrote. */
  public static List<AwaitedRun> all(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT run_id, awaited_on FROM runs"
                            + " WHERE status = 'running' AND awaited_on IS NOT NULL")
                    .map(
                        (row, context) ->
                            new AwaitedRun(row.getString("run_id"), row.getString("awaited_on")))
                    .list());
  }
}
