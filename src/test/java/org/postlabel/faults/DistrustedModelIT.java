package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Language models whose answers are useless: the run stops. */
@OnBothDatabases
class DistrustedModelIT {
  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void isDetectedByTheGoldenPostsWhenItAnswersFalseToEverything() throws Exception {
    try (ModelScenario scenario =
        alwaysFalse(new ModelScenario(engine, folder).withPosts(600, 41))) {
      Ended ended = scenario.run().exitedWith(ExitCode.DISTRUSTED);

      assertThat(
          ended.err(),
          allOf(
              containsString("emulated-1 is right about 20 of 42 golden posts (0.48"),
              containsString("--minGoldenAccuracy is 0.75")));
      assertThat("the first call", paid(scenario), is(1L));
      assertThat(scenario.calls(), is(10L));
      assertThat(labels(scenario), is(0L));
    }
  }

  @Test
  void isDetectedByTheShareOfTheRunBeforeWhenThereAreNoCanaries() throws Exception {
    try (ModelScenario scenario = new ModelScenario(engine, folder).withPosts(600, 42)) {
      scenario.run().exitedWith(ExitCode.DONE);
      assertThat("nine calls for golden posts", scenario.calls(), is(lessThanOrEqualTo(137L)));
      long before = paid(scenario);
      alwaysFalse(scenario).withPosts(3_000, 43);

      Ended ended = scenario.run("--canaries=off").exitedWith(ExitCode.DISTRUSTED);

      long paid = paid(scenario) - before;
      System.out.printf("figures: %s: %d posts paid for before the stop%n", engine, paid);
      assertThat(paid, is(lessThan(200L)));
      assertThat(
          ended.err(),
          allOf(
              containsString("is_sociopolitical is true of 0.00 % of the last "),
              containsString("in the run before"),
              containsString("--maxShareDrop")));
      assertThat(
          scenario.tables().number("SELECT COUNT(*) FROM runs WHERE stop_kind = 'DISTRUSTED'"),
          is(1L));

      assertThat("labels of what it answered", distrustedLabels(scenario), is(0L));
      scenario.withModel(model -> model);
      long calls = scenario.calls();
      scenario.run("--canaries=off", "--limit=300").exitedWith(ExitCode.DONE);
      assertThat("all are asked again", scenario.calls() - calls, is(greaterThanOrEqualTo(60L)));
      assertThat(paid(scenario), is(before + paid + 300));
    }
  }

  @Test
  void isDetectedWhenNoAnswerIsALabel() throws Exception {
    try (ModelScenario scenario =
        new ModelScenario(engine, folder)
            .withPosts(600, 44)
            .withModel(model -> model.with(Fault.CHAT_INVALID_JSON, 1))) {
      Ended ended = scenario.run("--canaries=off").exitedWith(ExitCode.DISTRUSTED);

      assertThat(ended.err(), containsString("answers of the model emulated-1 was a label"));
      assertThat(scenario.calls(), is(lessThan(60L)));
      assertThat(labels(scenario), is(0L));
    }
  }

  private static long distrustedLabels(ModelScenario scenario) throws Exception {
    return scenario
        .tables()
        .number(
            """
            SELECT COUNT(*) FROM sociopolitical_labels l JOIN runs r ON r.run_id = l.run_id
            WHERE r.stop_kind = 'DISTRUSTED' AND l.was_successfully_labeled AND EXISTS (
              SELECT 1 FROM ledger a WHERE a.run_id = r.run_id AND a.text_hash = l.text_hash)\
            """);
  }

  private static ModelScenario alwaysFalse(ModelScenario scenario) {
    return scenario.withModel(model -> model.with("chatAlwaysFalse", true));
  }

  private static long paid(ModelScenario scenario) throws Exception {
    return scenario.tables().number("SELECT COUNT(*) FROM ledger");
  }

  private static long labels(ModelScenario scenario) throws Exception {
    return scenario.tables().number("SELECT COUNT(*) FROM sociopolitical_labels");
  }
}
