package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Verdict;
import org.postlabel.scorer.llm.codebook.LabelledText;

class GoldenSetTest {
  private static final LabelledText NO = new LabelledText("", Map.of("is_sociopolitical", false));
  private static final LabelledText LEFT =
      new LabelledText("", Map.of("is_sociopolitical", true, "political_ideology_label", "left"));

  private final GoldenSet golden = new GoldenSet(ScriptedModel.CODEBOOK, 0.75, "m");
  private final Map<String, Answer> right = answers(post -> answer(post, "m-1"));

  @Test
  void trustsAModelThatIsRight() {
    assertThat(golden.judge(right, Map.of()), is(Verdict.FINE));
    assertThat(golden.judge(right, right), is(Verdict.FINE));
    assertThat(golden.texts().size(), is(42));
    assertThat(SerializableUtils.clone(golden), is(golden));
  }

  @Test
  void doesNotTrustAModelThatSaysTheSameOfAll() {
    Verdict verdict = golden.judge(answers(post -> answer(NO, "m-1")), Map.of());

    assertThat(verdict.kind(), is(Verdict.Kind.DISTRUSTED));
    assertThat(
        verdict.message(),
        allOf(
            containsString("the model m is right about 20 of 42 golden posts (0.48;"),
            containsString("--minGoldenAccuracy is 0.75")));
    assertThat(
        new GoldenSet(ScriptedModel.CODEBOOK, 0.4, "m")
            .judge(answers(post -> answer(NO, "m-1")), Map.of()),
        is(Verdict.FINE));
  }

  @Test
  void doesNotTrustAModelThatLabelsLessThanHalf() {
    Map<String, Answer> few = new HashMap<>(right);
    golden.texts().stream()
        .limit(22)
        .forEach(text -> few.put(Post.textHash(text), Answer.failed(Reason.REFUSED_BY_MODEL)));

    assertThat(
        golden.judge(few, Map.of()),
        is(
            Verdict.distrusted(
                "the model m labels only 20 of 42 golden posts: choose another model")));
  }

  @Test
  void overlooksAModelsMoodsAndTellsAChange() {
    assertThat(golden.judge(right, flipped(4)), is(Verdict.FINE));
    assertThat(
        golden.judge(right, flipped(5)),
        is(Verdict.changed("5 of 42 labels of golden posts differ")));
  }

  @Test
  void tellsAnotherModelBehindTheSameName() {
    assertThat(
        golden.judge(right, answers(post -> answer(post, "m-0"))),
        is(
            Verdict.changed(
                "the service names its model [m-1], in the last run [m-0]; 0 of 42 labels of golden"
                    + " posts differ")));
  }

  private Map<String, Answer> flipped(int count) {
    Map<String, Answer> flipped = new HashMap<>(right);
    golden.codebook().golden().stream()
        .limit(count)
        .forEach(
            post ->
                flipped.put(
                    Post.textHash(post.text()),
                    answer(
                        post.values().get("is_sociopolitical").equals(true) ? NO : LEFT, "m-1")));
    return flipped;
  }

  private Map<String, Answer> answers(Function<LabelledText, Answer> say) {
    Map<String, Answer> answers = new HashMap<>();
    golden
        .codebook()
        .golden()
        .forEach(post -> answers.put(Post.textHash(post.text()), say.apply(post)));
    return answers;
  }

  private static Answer answer(LabelledText post, String model) {
    Map<String, Object> scores = new TreeMap<>(post.values());
    scores.put("llm_model_name", model);
    return Answer.scored(Scores.of(scores));
  }
}
