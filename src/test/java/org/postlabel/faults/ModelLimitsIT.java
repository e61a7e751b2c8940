package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postlabel.emulator.EmulatorStats;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Quotas, budgets and features of a language model's server. */
@OnBothDatabases
class ModelLimitsIT {
  private static final String[] PRICES = {"--promptTokenPrice=1", "--completionTokenPrice=4"};

  /**
   * A busy provider reads one query later than another, and so counts more in a second than arrive.
   * Over half of the queries, which take more than two seconds, that makes less than a tenth.
   */
  private static final double MOST_COUNTED = 1.1;

  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void keepsTheQuotaOfQueriesWithEveryRequestAsOne(AskedScorer scorer) throws Exception {
    try (ModelScenario scenario =
            new ModelScenario(scorer, engine, folder)
                .withPosts(500, 51)
                .withProvider(Scenario.HEALTHY.with("queriesPerSecond", 20).withLatency(150, 50));
        Stalls stalls = Stalls.watch()) {
      scenario.run("--queriesPerSecond=20", "--canaries=off").exitedWith(ExitCode.DONE);

      scenario.checkAllLabelled();
      EmulatorStats.Traffic arrived = scenario.provider().stats().arrived();
      System.out.printf(
          "figures: %s: %d calls, %.1f and %.1f a second in the halves, at most %d in any second%n",
          engine,
          arrived.calls(),
          arrived.rate(0, 5),
          arrived.rate(5, 10),
          arrived.maxInAnySecond());
      assertThat(arrived.rate(0, 5), is(lessThanOrEqualTo(MOST_COUNTED * 20)));
      assertThat(arrived.rate(5, 10), is(lessThanOrEqualTo(MOST_COUNTED * 20)));
      assertThat(arrived.maxInAnySecond(), is(lessThanOrEqualTo(stalls.mostInASecond(30))));
      scenario.checkCalls("quota", 1.1);
    }
  }

  @Test
  void keepsTheQuotaOfTokens() throws Exception {
    int tokensPerMinute = 600_000;
    try (ModelScenario scenario =
        new ModelScenario(engine, folder)
            .withPosts(150, 52)
            .withModel(model -> model.with("tokensPerMinute", tokensPerMinute))) {
      Ended ended =
          scenario
              .run("--tokensPerMinute=" + tokensPerMinute, "--canaries=off")
              .exitedWith(ExitCode.DONE);

      scenario.checkAllLabelled();
      EmulatorStats stats = scenario.provider().stats();
      double seconds = stats.arrived().activeSeconds();
      long tokens = stats.chat().promptTokens() + stats.chat().completionTokens();
      System.out.printf(
          "figures: %s: %d tokens in %.1f s of %d a second%n",
          engine, tokens, seconds, tokensPerMinute / 60);
      assertThat(ended.funnel("throttled (429)"), is(0L));
      assertThat(tokens / seconds, is(lessThanOrEqualTo(tokensPerMinute / 60.0 * 1.2)));
    }
  }

  @Test
  void spendsNoMoreThanMaxCost() throws Exception {
    try (ModelScenario scenario = new ModelScenario(engine, folder).withPosts(500, 53)) {
      Ended ended =
          scenario
              .run("--maxCost=0.1", "--canaries=off", PRICES[0], PRICES[1])
              .exitedWith(ExitCode.RUN_AGAIN);

      assertThat(ended.err(), containsString("--maxCost=0.1 does not hold another request"));
      EmulatorStats.Chat used = scenario.provider().stats().chat();
      double cost = (used.promptTokens() + 4 * used.completionTokens()) / 1e6;
      System.out.printf("figures: %s: %.4f spent of 0.1%n", engine, cost);
      assertThat(cost, is(allOf(lessThanOrEqualTo(0.1), greaterThanOrEqualTo(0.09))));
      assertThat(
          scenario.tables().number("SELECT cost_micros FROM runs"), is(Math.round(cost * 1e6)));
      assertThat(scenario.checkLabels(), is(greaterThan(200)));

      scenario.run("--canaries=off").exitedWith(ExitCode.DONE);
      scenario.checkAllLabelled();
    }
  }

  @Test
  void usesPlainJsonWhereThereIsNoSchemaAndNoKeyWhereNoneIsRequired() throws Exception {
    try (ModelScenario scenario =
        new ModelScenario(engine, folder)
            .withPosts(500, 54)
            .withModel(
                model -> model.with("chatStructuredOutput", false).with("chatNeedsKey", false))) {
      Ended ended = scenario.run("--canaries=off").exitedWith(ExitCode.DONE);

      scenario.checkAllLabelled();
      assertThat(ended.err(), containsString("does not accept JSON Schema; continuing without"));
      scenario.checkCalls("no schema", 1.3);
    }
  }

  @Test
  void isolatesThePostsThatMakePromptsFail() throws Exception {
    try (ModelScenario scenario =
        new ModelScenario(engine, folder)
            .withPosts(300, 55)
            .withModel(model -> model.with("chatPoison", "number 77"))) {
      scenario.run("--canaries=off", "--maxAttempts=4").exitedWith(ExitCode.INCOMPLETE);

      assertThat(
          scenario
              .tables()
              .texts("SELECT reason FROM sociopolitical_labels WHERE reason IS NOT NULL"),
          is(List.of("refused_by_model")));
      assertThat(
          scenario
              .tables()
              .number("SELECT COUNT(*) FROM sociopolitical_labels WHERE was_successfully_labeled"),
          is(299L));
    }
  }
}
