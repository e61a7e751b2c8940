package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.WatchedShare;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

class ShareWatchTest {
  private final Random random = new Random(1);
  @AutoClose private FreshDatabase tables;
  private StopSign stopSign;

  @BeforeEach
  void setUp() {
    tables = Engine.SQLITE.migrated();
    stopSign = new StopSign(tables.database(), "run-1");
  }

  @AfterEach
  void close() {
    stopSign.close();
  }

  @Test
  void stopsARunWhosePositivesHaveCollapsedAgainstTheRunBefore() {
    int answers = add(watch(0.9, Optional.of(0.09)), 0.0012, 10_000);

    assertThat(answers, lessThan(500));
    assertThat(stopSign.get().orElseThrow().kind(), is(Stop.Kind.DISTRUSTED));
    assertThat(
        stopSign.get().orElseThrow().message(),
        containsString("% of the last 160 answers, and was of 9.00 % in the run before"));
  }

  @Test
  void stopsARunWhosePositivesCollapseWhileItGoesOn() {
    ShareWatch watch = watch(0.9, Optional.empty());
    assertThat(add(watch, 0.3, 5_000), is(5_000));

    int answers = add(watch, 0, 10_000);

    assertThat(answers, lessThan(250));
    assertThat(stopSign.get().orElseThrow().message(), containsString("earlier in this run"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.09, 0.5, 1})
  void doesNotTakeChanceForACollapse(double share) {
    assertThat(add(watch(0.5, Optional.of(share)), share, 50_000), is(50_000));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 140", "0.2, 80", "0.5, 20"})
  void needsFewAnswersWhereTheShareWasHigh(double share, int answers) {
    assertThat(add(watch(0.9, Optional.of(share)), 0, 1_000), is(answers));
  }

  @Test
  void takesAnyDropWhenToldTo() {
    assertThat(add(watch(1, Optional.of(0.5)), 0, 5_000), is(5_000));
  }

  @Test
  void countsOnlyAnswersThatHaveTheAttribute() {
    ShareWatch watch = watch(0.9, Optional.of(0.5));

    for (int i = 0; i < 1_000; i++) {
      watch.add(Answer.scored(Scores.of(Map.of("OTHER", false))));
    }

    assertThat(stopSign.isSet(), is(false));
  }

  private ShareWatch watch(double maxDrop, Optional<Double> earlier) {
    return new ShareWatch(
        new WatchedShare("IS", true, "labels", "is_so", maxDrop), () -> earlier, stopSign);
  }

  /** Adds answers until the stop sign is set; how many it took. */
  private int add(ShareWatch watch, double share, int most) {
    int added = 0;
    while (added < most && !stopSign.isSet()) {
      watch.add(Answer.scored(Scores.of(Map.of("IS", random.nextDouble() < share))));
      added++;
    }
    return added;
  }
}
