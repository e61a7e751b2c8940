package org.postlabel.scorer.moderation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.post.LabelTable.Scale;

/**
 * The attributes of a moderation and the columns that they fill. A category that the services do
 * not document is kept in {@link #OTHER}, under its own name.
 */
final class ModerationLabels {
  /** The model that answered, as the service names it. */
  static final String MODEL = "model";

  /** Whether any category is violated, where the service says so. */
  static final String FLAGGED = "flagged";

  /**
   * The names of the categories that the service calls violated, sorted; empty when there is none.
   */
  static final String FLAGGED_CATEGORIES = "flagged_categories";

  /** A JSON object of the scores of all categories without a column. */
  static final String OTHER = "other_categories";

  /** What precedes a category of Mistral's that OpenAI has under the same name, too. */
  private static final String MISTRALS = "mistral/";

  private static final List<String> OPENAI =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/intent",
          "self-harm/instructions",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  /** Of the models 2603 and 2411. */
  private static final List<String> MISTRAL =
      List.of(
          MISTRALS + "sexual",
          "hate_and_discrimination",
          "violence_and_threats",
          "dangerous",
          "criminal",
          "dangerous_and_criminal_content",
          "selfharm",
          "health",
          "financial",
          "law",
          "pii",
          "jailbreaking");

  /** Whose scores are calibrated: https://openai.com/index/upgrading-the-moderation-api. */
  private static final String CALIBRATED_MODELS = "omni-";

  /** Those of Mistral write into other columns than those of OpenAI. */
  private static final String MISTRALS_MODELS = "mistral-";

  private ModerationLabels() {}

  /**
   * The attribute of {@code category}.
   *
   * @param isMistrals whether the service answers in Mistral's form, where the same name is another
   *     judgement
   */
  static String attribute(String category, boolean isMistrals) {
    return isMistrals && MISTRAL.contains(MISTRALS + category) ? MISTRALS + category : category;
  }

  /** Whether {@code attribute} is a category with a column. */
  static boolean hasColumn(String attribute) {
    return OPENAI.contains(attribute) || MISTRAL.contains(attribute);
  }

  /** The table of labels of {@code model}. */
  static LabelTable table(String model) {
    boolean isCalibrated = model.startsWith(CALIBRATED_MODELS) || model.startsWith(MISTRALS_MODELS);
    Scale scale = isCalibrated ? Scale.CALIBRATED_PROBABILITY : Scale.CONFIDENCE;
    Map<String, Scale> scales = new LinkedHashMap<>();
    OPENAI.forEach(category -> scales.put(column(category), scale));
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, Kind> kinds = new LinkedHashMap<>();
    add(MODEL, Kind.WORD, attributes, kinds);
    add(FLAGGED, Kind.TRUTH, attributes, kinds);
    OPENAI.forEach(category -> add(category, Kind.SCORE, attributes, kinds));
    MISTRAL.forEach(category -> add(category, Kind.SCORE, attributes, kinds));
    add(FLAGGED_CATEGORIES, Kind.WORD, attributes, kinds);
    add(OTHER, Kind.TEXT, attributes, kinds);
    return new LabelTable("moderation_labels", attributes, kinds, scales)
        .withScale(Scale.CONFIDENCE);
  }

  private static void add(
      String attribute, Kind kind, Map<String, String> attributes, Map<String, Kind> kinds) {
    attributes.put(column(attribute), attribute);
    kinds.put(column(attribute), kind);
  }

  private static String column(String attribute) {
    return attribute.replaceAll("[^a-z]", "_");
  }
}
