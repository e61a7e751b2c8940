package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.postlabel.scorer.llm.ScriptedModel.content;
import static org.postlabel.scorer.llm.ScriptedModel.label;
import static org.postlabel.scorer.llm.ScriptedModel.labels;
import static org.postlabel.scorer.llm.ScriptedModel.question;
import static org.postlabel.scorer.llm.ScriptedModel.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.llm.ScriptedModel.Asked;
import org.postlabel.scorer.llm.ScriptedModel.Reply;

class LanguageModelScorerTest {
  static final List<Question> FIVE =
      questions(
          "an election is near",
          "soup for lunch today",
          "another election, another vote",
          "the cat is asleep",
          "rain again, all day");

  @Test
  void labelsEachPostWhateverTheOrder() throws IOException {
    assertThat(labelled(ask(FIVE, LanguageModelScorerTest::shuffled)), is(expected(FIVE)));
  }

  @Test
  void takesLabelsInAFenceOfCode() throws IOException {
    Function<Asked, Reply> fenced =
        asked -> {
          try {
            String plain =
                ScriptedModel.JSON
                    .readTree(labels(asked, l -> l).body())
                    .at("/choices/0/message/content")
                    .asText();
            return content("```json\n" + plain + "\n```\n");
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    try (ScriptedModel model = new ScriptedModel(fenced)) {
      assertThat(labelled(model.score(FIVE)), is(expected(FIVE)));
    }
  }

  @Test
  void sharesTheTokensAndKeepsModelAndPrompt() throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> labels(asked, l -> l))) {
      Map<String, Outcome> outcomes = model.score(FIVE);

      Usage all = outcomes.values().stream().map(Outcome::usage).reduce(Usage.NONE, Usage::plus);
      assertThat(all, is(new Usage(1_001, 102)));
      Set<String> prompts = new HashSet<>();
      for (Outcome outcome : outcomes.values()) {
        Answer answer = ((Outcome.Answered) outcome).answer();
        assertThat(answer.receiptOrNull().model(), is(ScriptedModel.NAME));
        assertThat(answer.scores().value("llm_model_name"), is(Optional.of(ScriptedModel.NAME)));
        prompts.add(answer.receiptOrNull().promptHash());
      }
      assertThat(prompts.size(), is(1));
      assertThat(prompts.iterator().next().matches("[0-9a-f]{64}"), is(true));
    }
  }

  static Stream<UnaryOperator<List<ObjectNode>>> breakTheThird() {
    return Stream.of(
        l -> without(l, 2),
        l -> plus(l, label(l.get(2).path("id").asText(), false)),
        l -> change(l, 2, label -> label.put("political_ideology_label", "anarchist")),
        l -> change(l, 2, label -> label.put("is_sociopolitical", "yes")),
        l -> change(l, 2, label -> label.putNull("is_sociopolitical")),
        l -> change(l, 2, label -> label.putNull("political_ideology_label")),
        l -> change(l, 2, label -> label.put("is_sociopolitical", false)),
        l -> change(l, 2, label -> label.without("reason_sociopolitical")),
        l -> change(l, 2, label -> label.put("reason_sociopolitical", "null \0 character")),
        l -> change(l, 2, label -> label.put("reason_sociopolitical", "half \ud83e a character")),
        l -> change(l, 2, label -> label.put("confidence", 1)),
        l -> change(l, 2, label -> label.put("id", "p-0123456789")));
  }

  @ParameterizedTest
  @MethodSource("breakTheThird")
  void keepsGoodLabelsAndAsksForABrokenOneAgainInASmallerGroup(
      UnaryOperator<List<ObjectNode>> breaking) throws IOException {
    Map<String, Outcome> outcomes = ask(FIVE, breaking);

    Outcome third = outcomes.remove(FIVE.get(2).textHash());
    assertThat(third instanceof Outcome.AskAgain, is(true));
    assertThat(((Outcome.AskAgain) third).amendments(), is(Set.of("together=3")));
    assertThat(third.usage(), is(not(Usage.NONE)));
    Map<String, Boolean> four = expected(FIVE);
    four.remove(FIVE.get(2).textHash());
    assertThat(labelled(outcomes), is(four));
  }

  @Test
  void takesALabelThatIsThereTwiceAndSaysTheSame() throws IOException {
    Map<String, Outcome> outcomes =
        ask(FIVE, l -> plus(l, l.get(2).deepCopy().put("reason_sociopolitical", "in other words")));

    assertThat(labelled(outcomes), is(expected(FIVE)));
  }

  @Test
  void overlooksLabelsThatNobodyAskedFor() throws IOException {
    assertThat(labelled(ask(FIVE, l -> plus(l, label("p-ffffffffff", true)))), is(expected(FIVE)));
  }

  @Test
  void sendsNoPromptThatLacksAPost() throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> labels(asked, l -> l));
        Scorer scorer =
            new DroppingModel(model.provider(), document -> document.replace("soup", ""))
                .start(1, Duration.ofSeconds(5))) {
      Map<String, Outcome> outcomes = scorer.score(FIVE);

      assertThat(
          Set.copyOf(outcomes.values()),
          is(Set.of(new Outcome.Distrusted("a prompt lacks a post's text; it was not sent"))));
      assertThat(model.asked.size(), is(0));
    }
  }

  @Test
  void neverSetsAsideLessThanIsUsed() throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> labels(asked, l -> l));
        Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      scorer.score(FIVE);
      Asked asked = model.asked.get(0);
      Usage most = scorer.mostUsage(FIVE);

      String prompt =
          asked.body().at("/messages/0/content").asText()
              + asked.body().at("/messages/1/content").asText();
      assertThat(most.promptTokens() >= TokenCount.of(prompt), is(true));
      assertThat(most.promptTokens() >= prompt.length() / 4, is(true));
      assertThat(most.completionTokens(), is(asked.body().path("max_completion_tokens").asLong()));
      assertThat(asked.body().path("temperature").asInt(-1), is(0));
      assertThat(scorer.queriesFor(5), is(1));
      assertThat(scorer.questionsFor(0), is(0));
      assertThat(scorer.questionsFor(3), is(5));
      assertThat(scorer.maxTogether(question("some text")), is(5));
    }
  }

  private static Map<String, Outcome> ask(
      List<Question> questions, UnaryOperator<List<ObjectNode>> change) throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> labels(asked, change))) {
      return model.score(questions);
    }
  }

  /** Whether each text, by its hash, was called sociopolitical. */
  static Map<String, Boolean> labelled(Map<String, Outcome> outcomes) {
    Map<String, Boolean> labels = new HashMap<>();
    outcomes.forEach(
        (hash, outcome) ->
            labels.put(
                hash,
                (Boolean)
                    ((Outcome.Answered) outcome)
                        .answer()
                        .scores()
                        .value("is_sociopolitical")
                        .orElseThrow()));
    return labels;
  }

  static Map<String, Boolean> expected(List<Question> questions) {
    Map<String, Boolean> expected = new HashMap<>();
    questions.forEach(q -> expected.put(q.textHash(), q.text().contains("election")));
    return expected;
  }

  private static List<ObjectNode> shuffled(List<ObjectNode> labels) {
    List<ObjectNode> changed = new ArrayList<>(labels);
    Collections.reverse(changed);
    return changed;
  }

  private static List<ObjectNode> without(List<ObjectNode> labels, int index) {
    List<ObjectNode> changed = new ArrayList<>(labels);
    changed.remove(index);
    return changed;
  }

  private static List<ObjectNode> plus(List<ObjectNode> labels, ObjectNode label) {
    List<ObjectNode> changed = new ArrayList<>(labels);
    changed.add(label);
    return changed;
  }

  private static List<ObjectNode> change(
      List<ObjectNode> labels, int index, Function<ObjectNode, ObjectNode> change) {
    List<ObjectNode> changed = new ArrayList<>(labels);
    changed.set(index, change.apply(changed.get(index)));
    return changed;
  }
}
