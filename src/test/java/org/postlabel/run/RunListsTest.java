package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class RunListsTest {
  @Parameter private Engine engine;

  @Test
  void areDeletedInPortions() {
    try (FreshDatabase tables = engine.migrated()) {
      for (String run : List.of("run-1", "run-2")) {
        tables.execute(
            """
            INSERT INTO run_posts (run_id, position, uri)
            WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 5010)
            SELECT '%s', i, 'at://' || i FROM n\
            """
                .formatted(run));
      }
      List<Integer> deletions = new ArrayList<>();
      Jdbi jdbi = tables.database().jdbi();
      jdbi.setSqlLogger(
          new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
              if (context.getRenderedSql().startsWith("DELETE")) {
                deletions.add(1);
              }
            }
          });

      RunLists.delete(jdbi, "run-1");

      assertThat(deletions.size(), is(3));
      assertThat(
          tables.rows("SELECT run_id, COUNT(*) FROM run_posts GROUP BY 1"),
          is(List.of(List.of("run-2", 5_001L))));
    }
  }
}
