package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** One of a run's two pipelines fails for good: a label cannot be written. */
@OnBothDatabases
class FailedPipelineIT {
  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void stopsTheOtherWhichFinishesWhatItHasPaidFor() throws Exception {
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(1_200, 22)
            .withProvider(Scenario.HEALTHY.withLatency(100, 0))) {
      for (String statement : refusingTheFirstLabel(scenario)) {
        scenario.tables().execute(statement);
      }

      Ended ended =
          Scenario.sane(
                  scenario.run("--requestMode=single", "--queriesPerSecond=150", "--sliceSize=200"))
              .exitedWith(ExitCode.FAILED);
      assertThat(ended.err(), containsString("Stopping: a pipeline failed ("));
      assertThat(ended.err(), containsString("postlabel: "));
      assertThat(scenario.calls(), lessThan(700L));
      assertThat(scenario.tables().number("SELECT COUNT(*) FROM ledger"), is(scenario.calls()));
      assertThat(
          "answers without a label are those of the slice that failed, which has 100 posts",
          scenario
              .tables()
              .number(
                  "SELECT COUNT(*) FROM ledger WHERE text_hash NOT IN"
                      + " (SELECT text_hash FROM perspective_api_labels)"),
          is(lessThanOrEqualTo(100L)));
      assertThat(
          scenario.tables().texts("SELECT status || ' ' || stop_kind FROM runs"),
          is(List.of("failed FAILED")));
    }
  }

  private boolean isSqlite() {
    return engine == Engine.SQLITE;
  }

  private List<String> refusingTheFirstLabel(Scenario scenario) throws Exception {
    String uri = scenario.tables().texts("SELECT uri FROM posts ORDER BY id LIMIT 1").get(0);
    String condition = "WHEN (NEW.uri = '" + uri + "')";
    return isSqlite()
        ? List.of(
            "CREATE TRIGGER refused BEFORE INSERT ON perspective_api_labels "
                + condition
                + " BEGIN SELECT RAISE(ABORT, 'this label is refused'); END")
        : List.of(
            "CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION ''this label is refused''; END'",
            "CREATE TRIGGER refused BEFORE INSERT ON perspective_api_labels FOR EACH ROW "
                + condition
                + " EXECUTE FUNCTION refuse()");
  }
}
