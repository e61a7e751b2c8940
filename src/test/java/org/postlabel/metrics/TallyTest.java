package org.postlabel.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

class TallyTest {
  private static final Outcome SCORED =
      new Outcome.Answered(Answer.scored(Scores.of(Map.of("SPAM", 0.25))));

  private Instant now = Instant.ofEpochSecond(1_000);
  private final Tally tally = new Tally(() -> now);

  @Test
  void countsWhatBecameOfEachQuery() {
    ask(
        2,
        SCORED,
        new Outcome.Throttled(null, OptionalDouble.empty()),
        Outcome.TryLater.because("HTTP 503", null),
        null,
        new Outcome.Refused("no such key"),
        new Outcome.Rejected("why not"),
        new Outcome.AskAgain(Set.of("politely")));
    tally.foundInLedger(9);

    assertThat(tally.take(), is(new Counts(7, 2, 1, 3, 9)));
    assertThat("one by the provider, nine by the ledger", tally.answered(), is(10L));
  }

  @Test
  void isTakenOnce() {
    ask(0, SCORED);
    tally.take();
    tally.takeLatencies();
    ask(1, SCORED, SCORED);

    assertThat(tally.take(), is(new Counts(2, 1, 0, 0, 0)));
    assertThat(tally.takeLatencies().getCount(), is(1L));
    assertThat(tally.take(), is(Counts.NONE));
    assertThat(tally.takeLatencies().getCount(), is(0L));
  }

  @Test
  void measuresTheTimeOfEachRequest() {
    tally.ask(
        new FakeScorer(
            () -> {
              sleep(Duration.ofMillis(30));
              return SCORED;
            }),
        questions(1),
        0,
        () -> {});
    ask(0, SCORED, SCORED, SCORED);

    LongSummaryStatistics latencies = tally.takeLatencies();
    assertThat(latencies.getCount(), is(2L));
    assertThat(latencies.getMax(), greaterThanOrEqualTo(30_000L));
    Stretch stretch = tally.takeStretches().get(0);
    assertThat(stretch.latencies().getTotalCount(), is(2L));
    assertThat(stretch.latencies().getMaxValue(), greaterThanOrEqualTo(30_000L));
  }

  @Test
  void givesEachStretchWhatWasSentInIt() {
    ask(0, SCORED);
    now = Instant.ofEpochSecond(1_009, 999_999_999);
    ask(0, SCORED);
    now = Instant.ofEpochSecond(1_010);
    ask(1, SCORED, SCORED);
    now = Instant.ofEpochSecond(1_055);
    tally.foundInLedger(5);

    assertThat(
        sums(),
        contains(
            Map.entry(1_000L, new Counts(2, 0, 0, 0, 0)),
            Map.entry(1_010L, new Counts(2, 1, 0, 0, 0)),
            Map.entry(1_050L, new Counts(0, 0, 0, 0, 5))));
  }

  @Test
  void givesAStretchInPartsWhenItIsTakenBeforeItsEnd() {
    ask(0, SCORED);
    assertThat(sums(), contains(Map.entry(1_000L, new Counts(1, 0, 0, 0, 0))));
    now = Instant.ofEpochSecond(1_009);
    ask(0, SCORED, SCORED);

    assertThat(sums(), contains(Map.entry(1_000L, new Counts(2, 0, 0, 0, 0))));
    assertThat(sums(), is(List.of()));
  }

  private List<Map.Entry<Long, Counts>> sums() {
    return tally.takeStretches().stream()
        .map(stretch -> Map.entry(stretch.fromSecond(), stretch.counts()))
        .toList();
  }

  private void ask(int again, Outcome... outcomes) {
    tally.ask(
        new FakeScorer(Stream.of(outcomes).iterator()::next),
        questions(outcomes.length),
        again,
        () -> {});
  }

  private static List<Question> questions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Question("hash-" + i, "Text", Set.of()))
        .toList();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers with the next outcome each time; none means that a text was not answered. */
  private record FakeScorer(Supplier<Outcome> next) implements Scorer {
    @Override
    public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
      Map<String, Outcome> outcomes = new HashMap<>();
      for (Question question : questions) {
        outcomes.put(question.textHash(), next.get());
      }
      return outcomes;
    }

    @Override
    public int maxQuestionsPerRequest() {
      return 10;
    }

    @Override
    public void close() {}
  }
}
