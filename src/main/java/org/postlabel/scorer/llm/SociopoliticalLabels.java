package org.postlabel.scorer.llm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;

/** The attributes of a language model's label, each named as the column that it fills. */
public final class SociopoliticalLabels {
  static final String MODEL = "llm_model_name";
  static final String IS_SOCIOPOLITICAL = "is_sociopolitical";
  static final String IDEOLOGY = "political_ideology_label";
  static final String WHY_SOCIOPOLITICAL = "reason_sociopolitical";
  static final String WHY_IDEOLOGY = "reason_political_ideology";

  /** The table of labels. */
  public static final LabelTable TABLE = table();

  private SociopoliticalLabels() {}

  private static LabelTable table() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put(MODEL, Kind.WORD);
    kinds.put(IS_SOCIOPOLITICAL, Kind.TRUTH);
    kinds.put(IDEOLOGY, Kind.WORD);
    kinds.put(WHY_SOCIOPOLITICAL, Kind.TEXT);
    kinds.put(WHY_IDEOLOGY, Kind.TEXT);
    Map<String, String> attributes = new LinkedHashMap<>();
    kinds.keySet().forEach(name -> attributes.put(name, name));
    return new LabelTable("sociopolitical_labels", attributes, kinds);
  }
}
