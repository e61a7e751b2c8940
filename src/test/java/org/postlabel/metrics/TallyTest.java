package org.postlabel.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;

class TallyTest {
  private static final Outcome SCORED =
      new Outcome.Answered(Answer.scored(Scores.of(Map.of("SPAM", 0.25))));

  private Instant now = Instant.ofEpochSecond(1_000);
  private final Tally tally = new Tally(() -> now, 1);

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
    tally.sent(1, 0);
    tally.returned(1, List.of(SCORED), 0, 30_000);
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

  @Test
  void countsTheTextsOfAQueryThatHoldsSeveral() {
    tally.sent(1, 0);
    tally.returned(1, Collections.nCopies(32, SCORED), 0, 100);
    now = Instant.ofEpochSecond(1_010);
    tally.foundInLedger(3);

    assertThat(tally.answered(), is(35L));
    assertThat(tally.takeStretches().stream().map(Stretch::answered).toList(), contains(32L, 3L));
  }

  @Test
  void countsATextThatGetsSeveralAnswersOnce() {
    Tally threeEach = new Tally(() -> now, 3);
    threeEach.sent(4, 0);
    threeEach.returned(4, Collections.nCopies(4, SCORED), 0, 100);
    now = Instant.ofEpochSecond(1_010);
    threeEach.foundInLedger(2);

    assertThat(threeEach.answered(), is(2L));
    assertThat(
        threeEach.takeStretches().stream().map(Stretch::answered).toList(), contains(1L, 1L));
  }

  private List<Map.Entry<Long, Counts>> sums() {
    return tally.takeStretches().stream()
        .map(stretch -> Map.entry(stretch.fromSecond(), stretch.counts()))
        .toList();
  }

  private void ask(int again, Outcome... outcomes) {
    List<Outcome> known = Stream.of(outcomes).filter(Objects::nonNull).toList();
    tally.sent(outcomes.length, again);
    tally.returned(outcomes.length, known, outcomes.length - known.size(), 100);
  }
}
