package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Labels that a run with other settings has written. */
@OnBothDatabases
class OtherScorerIT {
  private static final String SCORERS =
      "SELECT DISTINCT scorer_id FROM perspective_api_labels ORDER BY 1";

  private static final String LABELLED =
      "SELECT COUNT(*) FROM perspective_api_labels WHERE was_successfully_labeled"
          + " AND reason IS NULL AND prob_alienation IS NOT NULL";

  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void areReplacedAndTheRunPrintsHowMany() throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(400, 24)) {
      scenario.run().finished();
      int labelled = scenario.checkAllDone().labelled();
      List<String> before = scenario.tables().texts(SCORERS);

      Ended again = scenario.run("--languages=en,de").finished();

      assertThat(
          again.err(),
          matchesPattern(
              "(?s).*\\b%d of the first \\d+ posts have labels of another scorer.*"
                  .formatted(labelled)));
      assertThat(again.funnel("labelled"), is((long) labelled));
      assertThat(scenario.tables().texts(SCORERS), is(not(before)));
      assertThat(scenario.tables().texts(SCORERS).size(), is(1));
      assertThat(scenario.calls(), is(2L * scenario.distinctTexts()));

      scenario.run().finished();

      assertThat(scenario.tables().number(LABELLED), is((long) labelled));
      assertThat("what was paid for is kept", scenario.calls(), is(2L * scenario.distinctTexts()));
      assertThat(scenario.tables().texts(SCORERS), is(before));
    }
  }

  @Test
  void areKeptOnRequest() throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(400, 25)) {
      scenario.run("--limit=200").finished();
      List<String> before = scenario.tables().texts(SCORERS);
      long calls = scenario.calls();

      Ended again = scenario.run("--languages=de", "--keepOtherScorers", "--limit=200").finished();

      assertThat(again.err(), not(containsString("another scorer")));
      assertThat(again.funnel("read"), is(200L));
      assertThat(scenario.tables().number("SELECT COUNT(*) FROM perspective_api_labels"), is(400L));
      assertThat(
          scenario
              .tables()
              .number(
                  "SELECT COUNT(*) FROM perspective_api_labels WHERE scorer_id = '%s'"
                      .formatted(before.get(0))),
          is(200L));
      assertThat(scenario.calls() > calls, is(true));
    }
  }
}
