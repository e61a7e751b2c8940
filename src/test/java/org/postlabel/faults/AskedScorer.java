package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.postlabel.emulator.chat.EmulatedOpinion;
import org.postlabel.emulator.classifier.ClassifierModel;
import org.postlabel.emulator.moderation.ModerationAnswer;

/** The scorers that have several posts judged by each query. */
enum AskedScorer {
  SOCIOPOLITICAL("sociopolitical_labels") {
    @Override
    List<String> arguments(String endpoint, Path key) {
      return List.of(
          "--scorer=sociopolitical",
          "--llmEndpoint=" + endpoint + "/v1",
          "--llmModel=" + MODEL,
          "--llmKeyFile=" + key);
    }

    @Override
    void checkLabel(String uri, String text, ResultSet row) throws SQLException {
      EmulatedOpinion expected = EmulatedOpinion.of(text);
      assertThat(uri, row.getBoolean("is_sociopolitical"), is(expected.isSociopolitical()));
      assertThat(uri, row.getString("political_ideology_label"), is(expected.politicalIdeology()));
      assertThat(uri, row.getString("reason_sociopolitical"), is(expected.reasonSociopolitical()));
      assertThat(
          uri, row.getString("reason_political_ideology"), is(expected.reasonPoliticalIdeology()));
      assertThat(uri, row.getString("llm_model_name"), is(MODEL));
    }
  },

  MODERATION("moderation_labels") {
    @Override
    List<String> arguments(String endpoint, Path key) {
      return List.of(
          "--scorer=moderation",
          "--moderationService=" + endpoint + "/v1",
          "--moderationModel=" + MODEL,
          "--moderationKeyFile=" + key,
          "--textsPerModeration=" + POSTS_PER_QUERY);
    }

    @Override
    void checkLabel(String uri, String text, ResultSet row) throws SQLException {
      for (String category : ModerationAnswer.OPENAI) {
        assertThat(
            uri + " " + category,
            row.getDouble(category.replaceAll("[^a-z]", "_")),
            is(Double.parseDouble(Float.toString(ModerationAnswer.score(text, category)))));
      }
      assertThat(uri, row.getString("model"), is(MODEL));
    }
  },

  CLASSIFIER("classifier_labels") {
    @Override
    List<String> arguments(String endpoint, Path key) {
      return List.of(
          "--scorer=classifier",
          "--classifierEndpoint=" + endpoint,
          "--classifierActivation=none",
          "--textsPerClassification=" + POSTS_PER_QUERY);
    }

    @Override
    void checkLabel(String uri, String text, ResultSet row) throws SQLException {
      for (String label : ClassifierModel.LABELS) {
        assertThat(
            uri + " " + label,
            row.getDouble(label.replace('-', '_')),
            is(closeTo(ClassifierModel.output(text, label), 1e-6)));
      }
    }
  };

  static final int POSTS_PER_QUERY = 5;
  static final String MODEL = "emulated-1";

  private final String table;

  AskedScorer(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }

  /** The options that name it. */
  abstract List<String> arguments(String endpoint, Path key);

  /** The scores of the row are those of the text. */
  abstract void checkLabel(String uri, String text, ResultSet row) throws SQLException;
}
