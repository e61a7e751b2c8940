package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Verdict;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.LabelledText;
import org.postlabel.scorer.llm.codebook.file.Codebooks;
import org.postlabel.scorer.perspective.PerspectiveLabels;

class BundledCodebooksTest {
  private static final Codebook BRIDGING = Codebooks.find("bridging");
  private static final Codebook TOXICITY = Codebooks.find("toxicity");

  @Test
  void haveTheColumnsOfPerspectiveBetweenThem() {
    Set<String> columns = new HashSet<>();
    BRIDGING.attributes().forEach(attribute -> columns.add(attribute.column()));
    TOXICITY.attributes().forEach(attribute -> columns.add(attribute.column()));

    assertThat(BRIDGING.attributes().size(), is(13));
    assertThat(TOXICITY.attributes().size(), is(9));
    assertThat(columns, is(PerspectiveLabels.TABLE.attributeByColumn().keySet()));
  }

  @Test
  void haveGoldenPostsThatShowEachAttributeStronglyALittleAndNotAtAll() {
    assertThat(BRIDGING.golden().size(), is(greaterThanOrEqualTo(60)));
    for (Codebook codebook : new Codebook[] {BRIDGING, TOXICITY}) {
      int least = codebook.equals(BRIDGING) ? 3 : 2;
      for (Attribute attribute : codebook.attributes()) {
        assertThat(
            attribute.name(), golden(codebook, attribute, .75, 1), is(greaterThanOrEqualTo(least)));
        assertThat(
            attribute.name(),
            golden(codebook, attribute, .35, .65),
            is(greaterThanOrEqualTo(least)));
        assertThat(
            attribute.name(), golden(codebook, attribute, 0, .2), is(greaterThanOrEqualTo(least)));
      }
    }
  }

  private static int golden(Codebook codebook, Attribute attribute, double from, double to) {
    return (int)
        codebook.golden().stream()
            .map(post -> (Double) post.values().get(attribute.name()))
            .filter(score -> score >= from && score <= to)
            .count();
  }

  /** Most golden scores are 0. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void doNotTrustAModelThatSaysTheSameOfAll(double score) {
    for (Codebook codebook : new Codebook[] {BRIDGING, TOXICITY}) {
      Verdict verdict =
          judge(
              codebook,
              post -> {
                Map<String, Object> same = new HashMap<>(post.values());
                same.replaceAll((name, value) -> score);
                return same;
              });

      assertThat(verdict.kind(), is(Verdict.Kind.DISTRUSTED));
      assertThat(
          verdict.message(),
          containsString("the model m is right about too few values of golden posts"));
    }
  }

  @Test
  void trustAModelThatIsNearlyRight() {
    assertThat(judge(BRIDGING, LabelledText::values), is(Verdict.FINE));
    assertThat(
        judge(
            BRIDGING,
            post -> {
              Map<String, Object> near = new HashMap<>(post.values());
              near.replaceAll((name, value) -> Math.min(1, (Double) value + 0.2));
              return near;
            }),
        is(Verdict.FINE));
  }

  private static Verdict judge(Codebook codebook, Function<LabelledText, Map<String, Object>> say) {
    Map<String, Answer> answers = new HashMap<>();
    codebook
        .golden()
        .forEach(
            post ->
                answers.put(Post.textHash(post.text()), Answer.scored(Scores.of(say.apply(post)))));
    return new GoldenSet(codebook, 0.75, "m").judge(answers, Map.of());
  }
}
