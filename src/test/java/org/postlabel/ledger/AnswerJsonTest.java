package org.postlabel.ledger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;

class AnswerJsonTest {
  @Property(tries = 500)
  void readsTheScoresThatWereWrittenToTheLastBit(
      @ForAll @NotEmpty Map<String, Double> scores, @ForAll Reason reason) {
    Answer answer = new Answer(Scores.of(scores), reason);

    assertThat(AnswerJson.answer(AnswerJson.scoresOf(answer), reason.code()), is(answer));
  }

  @Test
  void writesAnObjectOfNumbers() {
    Answer answer = Answer.scored(Scores.of(Map.of("B", 1.0, "A", 0.8627961)));

    assertThat(AnswerJson.scoresOf(answer), is("{\"A\":0.8627961,\"B\":1.0}"));
  }

  @Test
  void keepsTruthsAndWordsAsTheyAre() {
    Answer answer = Answer.scored(Scores.of(Map.of("IS", true, "WHY", "\"so\"", "HOW_MUCH", 1.0)));

    assertThat(AnswerJson.answer(AnswerJson.scoresOf(answer), null), is(answer));
  }

  @Test
  void readsWholeNumbersAsNumbers() {
    assertThat(
        AnswerJson.answer("{\"A\":1}", null), is(Answer.scored(Scores.of(Map.of("A", 1.0)))));
  }

  @Test
  void writesNothingWhereThereAreNoScores() {
    assertThat(AnswerJson.scoresOf(Answer.failed(Reason.TEXT_EMPTY)), is(nullValue()));
    assertThat(AnswerJson.answer(null, "text_empty"), is(Answer.failed(Reason.TEXT_EMPTY)));
  }

  @Test
  void refusesScoresThatAreNoJson() {
    assertThrows(IllegalStateException.class, () -> AnswerJson.answer("{\"A\":", null));
  }
}
