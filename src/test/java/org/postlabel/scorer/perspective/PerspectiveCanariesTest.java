package org.postlabel.scorer.perspective;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Verdict;
import org.postlabel.selection.TextPolicy;

class PerspectiveCanariesTest {
  private static final PerspectiveCanaries CANARIES = PerspectiveCanaries.read();

  @Test
  void areAHandfulOfTextsThatARunWouldTake() {
    assertThat(CANARIES.texts(), hasSize(8));
    assertThat(new HashSet<>(CANARIES.texts()), hasSize(8));
    for (String text : CANARIES.texts()) {
      assertThat(text, new TextPolicy(8, 20_480).objectionTo(text).isEmpty(), is(true));
    }
  }

  @Test
  void areFineWhenNobodyAskedBefore() {
    assertThat(CANARIES.judge(Map.of("h", scores(0.5)), Map.of()), is(Verdict.FINE));
  }

  @Test
  void bearTheNoiseOfTheService() {
    assertThat(
        CANARIES.judge(Map.of("h", scores(0.5)), Map.of("h", scores(0.5 + 2e-7))),
        is(Verdict.FINE));
  }

  @Test
  void tellWhatMovedMost() {
    assertThat(
        CANARIES.judge(
            Map.of(
                "h", Answer.scored(Scores.of(Map.of("INSULT", 0.3, "TOXICITY", 0.52))),
                "i", scores(0.9)),
            Map.of(
                "h", Answer.scored(Scores.of(Map.of("INSULT", 0.3, "TOXICITY", 0.25))),
                "i", scores(0.91))),
        is(
            Verdict.changed(
                "2 of 3 scores of canary texts moved, most of all TOXICITY by 0.270000 (from"
                    + " 0.250000 to 0.520000)")));
  }

  @Test
  void tellOfAttributesThatComeOrGo() {
    assertThat(
        CANARIES.judge(
            Map.of("h", Answer.scored(Scores.of(Map.of("INSULT", 0.3)))),
            Map.of("h", Answer.scored(Scores.of(Map.of("INSULT", 0.3, "THREAT", 0.2))))),
        is(
            Verdict.changed(
                "canary texts have a score only in this run or only in the last: [THREAT]")));
  }

  @Test
  void leaveOutTextsThatWereNotAnsweredBothTimes() {
    assertThat(
        CANARIES.judge(Map.of("h", scores(0.5)), Map.of("i", scores(0.9))), is(Verdict.FINE));
    assertThat(
        CANARIES.judge(
            Map.of("h", Answer.failed(Reason.NO_SCORES)),
            Map.of("h", Answer.failed(Reason.NO_SCORES))),
        is(Verdict.FINE));
  }

  private static Answer scores(double toxicity) {
    return Answer.scored(Scores.of(Map.of("TOXICITY", toxicity)));
  }
}
