package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.scorer.llm.codebook.AnswerForm;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.file.Codebooks;

class ConsensusTest {
  private static final String STANCE =
      """
      name: tram
      version: 1
      posts: replies
      task: Say what each reply thinks.
      attributes:
        - name: why
          kind: text
          when: {stance: [for, against]}
          question: one sentence
          maxWords: 9
        - name: stance
          kind: word
          when: is_tram
          question: What does it want?
          words: {for: Build, against: Cancel, none: No side}
        - name: is_tram
          kind: truth
          question: Is it about the tram?
        - name: anger
          kind: score
          question: How angry?
          anchors: {0: Calm, 1: Furious}
        - name: claims
          kind: count
          required: false
          question: How many claims?
      """;

  @TempDir Path folder;
  private Codebook codebook;

  @BeforeEach
  void read() throws IOException {
    codebook = Codebooks.find(Files.writeString(folder.resolve("tram.yaml"), STANCE).toString());
  }

  @Test
  void keepsTheMajorityTheMedianAndTheTextOfTheJudgementThatAgreesMost() {
    Map<String, Object> label =
        label(
            judgement("is_tram", true, "stance", "against", "anger", 0.9, "claims", 1.0)
                .and("why", "the odd one"),
            judgement("is_tram", true, "stance", "for", "anger", 0.2, "claims", 3.0)
                .and("why", "the usual one"),
            judgement("is_tram", true, "stance", "for", "anger", 0.3, "claims", 1.0)
                .and("why", "later"));

    assertThat(label.get("is_tram"), is(true));
    assertThat(label.get("stance"), is("for"));
    assertThat(label.get("anger"), is(0.3));
    assertThat(label.get("claims"), is(1.0));
    assertThat(label.get("why"), is("later"));
    assertThat(label.get("judgements"), is(3.0));
    // is_tram 3 of 3, stance 2 of 3, anger within 0.1 of 0.3: 2 of 3, claims 2 of 3.
    assertThat((double) label.get("agreement"), is(closeTo((1 + 2. / 3 * 3) / 4, 1e-9)));
  }

  @Test
  void leavesOutWhatTheLabelDoesNotAskFor() {
    Map<String, Object> label =
        label(
            judgement("is_tram", true, "stance", "for", "anger", 0.1).and("why", "because"),
            judgement("is_tram", false, "anger", 0.1),
            judgement("is_tram", false, "anger", 0.1));

    assertThat(label.containsKey("stance"), is(false));
    assertThat(label.containsKey("why"), is(false));
    // is_tram 2 of 3, anger 3 of 3, claims 3 of 3 say that there are none.
    assertThat((double) label.get("agreement"), is(closeTo((2. / 3 + 2) / 3, 1e-9)));
  }

  @Test
  void comparesOnlyJudgementsThatWereAsked() {
    Map<String, Object> label =
        label(
            judgement("is_tram", false, "anger", 0.1),
            judgement("is_tram", true, "stance", "none", "anger", 0.1),
            judgement("is_tram", true, "stance", "none", "anger", 0.1));

    assertThat(label.get("stance"), is("none"));
    // is_tram 2 of 3, stance 2 of 2, anger and claims 3 of 3.
    assertThat((double) label.get("agreement"), is(closeTo((2. / 3 + 3) / 4, 1e-9)));
  }

  @Test
  void breaksTiesByTheEarliestJudgementAndTakesTheLowerOfTwoInTheMiddle() {
    Judged first = judgement("is_tram", true, "stance", "for", "anger", 0.8, "claims", 4.0);
    Judged second = judgement("is_tram", false, "anger", 0.2);

    Map<String, Object> label = label(first.and("why", "first"), second);
    Map<String, Object> reversed = label(second, first.and("why", "first"));

    assertThat(label.get("is_tram"), is(true));
    assertThat(label.get("stance"), is("for"));
    assertThat(label.get("why"), is("first"));
    assertThat(label.get("anger"), is(0.2));
    assertThat(label.get("claims"), is(4.0));
    assertThat(reversed.get("is_tram"), is(false));
    assertThat(reversed.containsKey("claims"), is(false));
  }

  @Test
  void agreesWithItselfAndIsAlwaysValid() {
    List<Judged> some =
        List.of(
            judgement("is_tram", true, "stance", "none", "anger", 0.1, "claims", 1.0),
            judgement("is_tram", true, "stance", "for", "anger", 0.4).and("why", "w"),
            judgement("is_tram", true, "stance", "against", "anger", 0.7).and("why", "v"),
            judgement("is_tram", false, "anger", 1.0));
    AnswerForm form = new AnswerForm(codebook);
    for (Judged one : some) {
      assertThat(label(one, one, one).get("agreement"), is(1.0));
      for (Judged other : some) {
        for (Judged third : some) {
          for (Judged fourth : some) {
            Map<String, Object> label = label(one, other, third, fourth);
            label.keySet().removeAll(List.of("llm_model_name", "judgements", "agreement"));
            assertThat(label.toString(), form.objection(label), is(Optional.empty()));
          }
        }
      }
    }
  }

  private Map<String, Object> label(Judged... judgements) {
    Answer answer =
        Consensus.of(
            codebook,
            Stream.of(judgements).map(one -> Answer.scored(Scores.of(one.values))).toList());
    assertThat(answer.reason(), is(Optional.empty()));
    return new TreeMap<>(answer.scores().byAttribute());
  }

  private static Judged judgement(Object... namesAndValues) {
    Judged judged = new Judged(Map.of("llm_model_name", "m"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      judged = judged.and((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return judged;
  }

  private record Judged(Map<String, Object> values) {
    Judged and(String name, Object value) {
      Map<String, Object> more = new TreeMap<>(values);
      more.put(name, value);
      return new Judged(more);
    }
  }
}
