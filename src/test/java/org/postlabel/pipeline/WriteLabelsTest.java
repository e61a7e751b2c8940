package org.postlabel.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.post.Label;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.testing.CheckedPipeline;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class WriteLabelsTest {
  private static final String SCORES =
      """
      prob_toxic, prob_severe_toxic, prob_identity_attack, prob_insult, prob_profanity, prob_threat,
      prob_affinity, prob_compassion, prob_constructive, prob_curiosity, prob_nuance,
      prob_personal_story, prob_reasoning, prob_respect, prob_alienation, prob_fearmongering,
      prob_generalization, prob_moral_outrage, prob_scapegoating, prob_sexually_explicit,
      prob_flirtation, prob_spam\
      """;

  /** The attributes that fill them, in that order. */
  private static final List<String> ATTRIBUTES =
      List.of(
          "TOXICITY",
          "SEVERE_TOXICITY",
          "IDENTITY_ATTACK",
          "INSULT",
          "PROFANITY",
          "THREAT",
          "AFFINITY_EXPERIMENTAL",
          "COMPASSION_EXPERIMENTAL",
          "REASONING_EXPERIMENTAL",
          "CURIOSITY_EXPERIMENTAL",
          "NUANCE_EXPERIMENTAL",
          "PERSONAL_STORY_EXPERIMENTAL",
          "REASONING_EXPERIMENTAL",
          "RESPECT_EXPERIMENTAL",
          "ALIENATION_EXPERIMENTAL",
          "FEARMONGERING_EXPERIMENTAL",
          "GENERALIZATION_EXPERIMENTAL",
          "MORAL_OUTRAGE_EXPERIMENTAL",
          "SCAPEGOATING_EXPERIMENTAL",
          "SEXUALLY_EXPLICIT",
          "FLIRTATION",
          "SPAM");

  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.891Z");
  private static final Post POST = new Post("at://1", "First 🫶", PostMetadata.NONE);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
  }

  @Test
  void writesEveryScoreToItsColumnAsItWasSent() {
    Map<String, Double> scores = distinctScores();

    write(label(Answer.scored(Scores.of(scores))));

    List<Object> expected = new ArrayList<>();
    expected.addAll(List.of("at://1", "First 🫶", true));
    expected.addAll(Arrays.asList(null, tables.dialect().timestamp(AT)));
    ATTRIBUTES.forEach(attribute -> expected.add(scores.get(attribute)));
    assertThat(plainSelect(), contains(expected));
  }

  @Test
  void saysWhoMadeTheLabel() {
    write(label(Answer.scored(Scores.of(distinctScores()))));

    assertThat(
        tables.rows("SELECT text_hash, scorer_id, run_id FROM perspective_api_labels"),
        contains(List.of(POST.textHash(), "scorer-1", "run-1")));
  }

  @Test
  void replacesNoLabelForARunThatWasTakenForDead() {
    tables.addRun("run-1", "scorer-1");
    write(label(Answer.scored(Scores.of(Map.of("TOXICITY", 0.25)))));
    tables.execute("UPDATE runs SET status = 'died'");
    tables.execute("UPDATE perspective_api_labels SET run_id = 'run-2'");

    write(label(Answer.scored(Scores.of(Map.of("TOXICITY", 0.75)))));

    assertThat(
        tables.rows("SELECT prob_toxic, run_id FROM perspective_api_labels"),
        contains(List.of(0.25, "run-2")));
  }

  @Test
  void fillsTheWithdrawnColumnWithReasoning() {
    write(label(Answer.scored(Scores.of(Map.of("REASONING_EXPERIMENTAL", 0.27)))));

    assertThat(
        tables.rows("SELECT prob_constructive, prob_reasoning FROM perspective_api_labels"),
        contains(List.of(0.27, 0.27)));
  }

  @Test
  void writesNothingNotZeroForAnAttributeThatWasNotScored() {
    Map<String, Double> scores = distinctScores();
    scores.remove("SPAM");
    scores.put("THREAT", 0.0);

    write(label(new Answer(Scores.of(scores), Reason.SOME_ATTRIBUTES_MISSING)));

    assertThat(
        tables.rows(
            "SELECT was_successfully_labeled, reason, prob_threat, prob_spam"
                + " FROM perspective_api_labels"),
        contains(Arrays.asList(true, "some_attributes_missing", 0.0, null)));
  }

  @Test
  void writesAFailedLabelWithItsReasonAndNoScore() {
    write(label(Answer.failed(Reason.TEXT_TOO_SHORT)));

    List<Object> row = plainSelect().get(0);
    assertThat(
        row.subList(0, 5),
        contains("at://1", "First 🫶", false, "text_too_short", tables.dialect().timestamp(AT)));
    assertThat(row.subList(5, 27), is(Collections.nCopies(22, null)));
    assertThat(row.get(26), is(nullValue()));
  }

  @Test
  void writesTheSameRowOnceWhenABundleIsRetried() {
    Label label = label(Answer.scored(Scores.of(distinctScores())));
    write(label);
    List<List<Object>> once = tables.rows("SELECT * FROM perspective_api_labels");

    write(label, label);

    assertThat(once, hasSize(1));
    assertThat(tables.rows("SELECT * FROM perspective_api_labels"), is(once));
  }

  @Test
  void replacesAnOlderLabelAltogether() {
    write(label(Answer.scored(Scores.of(distinctScores()))));

    write(label(Answer.failed(Reason.REJECTED_BY_PROVIDER)));

    List<Object> row = plainSelect().get(0);
    assertThat(row.subList(2, 4), contains(false, "rejected_by_provider"));
    assertThat(row.subList(5, 27), is(Collections.nCopies(22, null)));
  }

  /** Distinct, with more digits than a float has. */
  private static Map<String, Double> distinctScores() {
    Map<String, Double> scores = new TreeMap<>();
    for (int i = 0; i < ATTRIBUTES.size(); i++) {
      scores.put(ATTRIBUTES.get(i), (i + 1) / 23.0);
    }
    return scores;
  }

  private List<List<Object>> plainSelect() {
    return tables.rows(
        "SELECT uri, text, was_successfully_labeled, reason, label_timestamp, "
            + SCORES
            + " FROM perspective_api_labels");
  }

  private static Label label(Answer answer) {
    return Label.of(POST, answer, AT, "scorer-1");
  }

  private void write(Label... labels) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(Arrays.asList(labels)).withCoder(LabelCoder.of()))
        .apply(WriteLabels.into(tables.database(), PerspectiveLabels.TABLE, "run-1"));
    CheckedPipeline.run(pipeline);
  }
}
