package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.scorer.WatchedShare;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class EarlierShareTest {
  private static final WatchedShare WATCHED =
      new WatchedShare("IS", true, "sociopolitical_labels", "is_sociopolitical", 0.9);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
  }

  @Test
  void isThatOfTheNewestRunBeforeThatMadeEnoughLabels() {
    addRun("run-1", "2026-01-01", 4, 4);
    addRun("run-2", "2026-01-02", 4, 1);
    addRun("run-3", "2026-01-03", 3, 3);
    addRun("run-4", "2026-01-04", 4, 0);

    assertThat(EarlierShare.find(tables.database(), WATCHED, "run-4", 4), is(Optional.of(0.25)));
    assertThat(EarlierShare.find(tables.database(), WATCHED, "run-4", 3), is(Optional.of(1.0)));
  }

  @Test
  void isNotThereBeforeTheFirstRun() {
    addRun("run-1", "2026-01-01", 4, 4);

    assertThat(EarlierShare.find(tables.database(), WATCHED, "run-1", 4), is(Optional.empty()));
  }

  private void addRun(String runId, String day, int labels, int positives) {
    tables.addRun(runId, "scorer-of-" + runId);
    Object time = tables.dialect().timestamp(day + "T00:00:00Z");
    tables.execute("UPDATE runs SET started_at = ? WHERE run_id = ?", time, runId);
    for (int i = 0; i < labels; i++) {
      tables.execute(
          """
          INSERT INTO sociopolitical_labels (uri, text, was_successfully_labeled, label_timestamp,
                                             is_sociopolitical, text_hash, scorer_id, run_id)
          VALUES (?, 'text', ?, ?, ?, 'hash', 'scorer', ?)\
          """,
          runId + "/" + i,
          true,
          time,
          i < positives,
          runId);
    }
  }
}
