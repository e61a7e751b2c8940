package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Processes that are killed with SIGKILL while a provider answers, and started again. */
@OnBothDatabases
class KilledModelRunIT {
  private static final int MAX_IN_FLIGHT = 20;
  private static final int KILLS = 2;

  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void loseNothingAndPayNoMoreThanWasInFlight(AskedScorer scorer) throws Exception {
    String[] options = {"--canaries=off", "--maxRequestsInFlight=" + MAX_IN_FLIGHT};
    Random random = new Random(61);
    try (ModelScenario scenario =
        new ModelScenario(scorer, engine, folder)
            .withPosts(800, 61)
            .withProvider(Scenario.HEALTHY.withLatency(120, 60).with(Fault.CHAT_SHUFFLED, .3))) {
      for (int kill = 1; kill <= KILLS; kill++) {
        try (JarProcess process = scenario.start(options)) {
          scenario.waitForCalls(scenario.calls() + 10 + random.nextInt(30));
          Thread.sleep(random.nextInt(100));
          assertThat("it is killed before it ends", process.isAlive());
          process.kill();
        }
        scenario.checkLabels();
      }
      scenario.run(options).exitedWith(ExitCode.DONE);

      scenario.checkAllLabelled();
      Map<String, Integer> calls = scenario.provider().stats().texts().callsByHash();
      int paidTwice = calls.values().stream().mapToInt(count -> count - 1).sum();
      System.out.printf(
          "figures: %s, %s: %d posts paid twice in %d kills, %d calls%n",
          engine, scorer, paidTwice, KILLS, scenario.calls());
      assertThat(calls.size(), is(800));
      assertThat(paidTwice, is(lessThanOrEqualTo(MAX_IN_FLIGHT * KILLS)));
    }
  }

  @Test
  void payEachJudgementOnce() throws Exception {
    int judgements = 3;
    int posts = 300;
    String[] options = {
      "--canaries=off",
      "--judgements=" + judgements,
      "--temperature=0.7",
      "--maxRequestsInFlight=" + MAX_IN_FLIGHT
    };
    Random random = new Random(62);
    try (ModelScenario scenario =
        new ModelScenario(engine, folder)
            .withPosts(posts, 62)
            .withProvider(Scenario.HEALTHY.withLatency(120, 60))) {
      for (int kill = 1; kill <= KILLS; kill++) {
        try (JarProcess process = scenario.start(options)) {
          scenario.waitForCalls(scenario.calls() + 10 + random.nextInt(30));
          Thread.sleep(random.nextInt(100));
          assertThat("it is killed before it ends", process.isAlive());
          process.kill();
        }
      }
      scenario.run(options).exitedWith(ExitCode.DONE);

      Tables tables = scenario.tables();
      assertThat(
          tables.number("SELECT COUNT(*) FROM ledger WHERE judgement BETWEEN 1 AND 3"),
          is((long) judgements * posts));
      assertThat(
          tables.number("SELECT COUNT(*) FROM sociopolitical_labels WHERE judgements = 3"),
          is((long) posts));
      assertThat(
          tables.number(
              """
              SELECT COUNT(*) FROM sociopolitical_labels l
              WHERE was_successfully_labeled AND is_sociopolitical <> (
                SELECT COUNT(*) >= 2 FROM ledger a
                WHERE a.text_hash = l.text_hash AND a.scores LIKE '%"is_sociopolitical":true%')\
              """),
          is(0L));
      int asked =
          scenario.provider().stats().texts().callsByHash().values().stream()
              .mapToInt(Integer::intValue)
              .sum();
      int paidTwice = asked - judgements * posts;
      System.out.printf(
          "figures: %s: %d of %d judgements paid twice in %d kills%n",
          engine, paidTwice, judgements * posts, KILLS);
      assertThat(paidTwice, is(lessThanOrEqualTo(MAX_IN_FLIGHT * KILLS)));
    }
  }
}
