package org.postlabel.run;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;

/** Deletes lists of runs in portions, so that no transaction that writes takes long. */
final class RunLists {
  private static final long ROWS_AT_ONCE = 2_000;

  private RunLists() {}

  /** Deletes the lists of all runs that have ended. */
  static void deleteEnded(Database database) {
    List<String> ended =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .select(
                            """
                            SELECT run_id FROM runs WHERE status <> 'running' AND EXISTS
                              (SELECT 1 FROM run_posts WHERE run_posts.run_id = runs.run_id)\
                            """)
                        .mapTo(String.class)
                        .list());
    ended.forEach(runId -> delete(database.jdbi(), runId));
  }

  /** Deletes the list of the run {@code runId}. */
  static void delete(Jdbi jdbi, String runId) {
    long last = position(jdbi, "MAX", runId);
    for (long end = position(jdbi, "MIN", runId) - 1; end < last; ) {
      end += ROWS_AT_ONCE;
      long most = end;
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "DELETE FROM run_posts WHERE run_id = ? AND position <= ?", runId, most));
    }
  }

  private static long position(Jdbi jdbi, String which, String runId) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT COALESCE(%s(position), 0) FROM run_posts WHERE run_id = ?"
                        .formatted(which),
                    runId)
                .mapTo(Long.class)
                .one());
  }
}
