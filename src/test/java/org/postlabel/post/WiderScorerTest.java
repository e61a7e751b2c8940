package org.postlabel.post;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WiderScorerTest {
  private static final Reason SOME = Reason.SOME_ATTRIBUTES_MISSING;
  private static final Map<String, Double> AB = Map.of("A", 0.5, "B", 0.25);
  private final WiderScorer wider = new WiderScorer("wider", List.of("A", "B"));

  @Test
  void keepsTheScoresThatAreAskedFor() {
    Answer whole = Answer.scored(Scores.of(Map.of("A", 0.5, "B", 0.25, "C", 1.0)));

    assertThat(wider.narrowed(whole), is(Optional.of(Answer.scored(Scores.of(AB)))));
  }

  @Test
  void isWholeWhereOnlyOthersAreMissing() {
    assertThat(
        wider.narrowed(new Answer(Scores.of(AB), SOME)),
        is(Optional.of(Answer.scored(Scores.of(AB)))));
    Answer english = new Answer(Scores.of(AB), Reason.SCORED_AS_ENGLISH);
    assertThat(wider.narrowed(english), is(Optional.of(english)));
  }

  @Test
  void saysThatSomeAreMissing() {
    Answer part = new Answer(Scores.of(Map.of("A", 0.5)), SOME);

    assertThat(
        wider.narrowed(new Answer(Scores.of(Map.of("A", 0.5, "C", 1.0)), SOME)),
        is(Optional.of(part)));
  }

  @Test
  void isNoAnswerWhereAllAreMissing() {
    assertThat(wider.narrowed(new Answer(Scores.of(Map.of("C", 1.0)), SOME)), is(Optional.empty()));
  }

  @Test
  void keepsTheReasonWhyThereAreNone() {
    Answer failed = Answer.failed(Reason.TEXT_TOO_LONG);

    assertThat(wider.narrowed(failed), is(Optional.of(failed)));
  }
}
