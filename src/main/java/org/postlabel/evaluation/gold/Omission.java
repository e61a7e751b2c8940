package org.postlabel.evaluation.gold;

/** Why a gold row is not compared. */
public enum Omission {
  WITHOUT_KEY("withoutKey", "without a uri or text"),
  WITHOUT_GOLD("withoutGold", "without a gold value"),
  NO_TRUTH("noTruth", "whose gold value is neither true nor false"),
  DOUBLED("doubled", "repeating another row"),
  CONTRADICTORY("contradictory", "contradicting another row"),
  WITHOUT_LABEL("withoutLabel", "without a label"),
  FAILED("failed", "whose label failed"),
  WITHOUT_VALUE("withoutValue", "whose label has no value"),
  AMBIGUOUS("ambiguous", "whose text has labels that differ");

  private final String jsonName;
  private final String words;

  Omission(String jsonName, String words) {
    this.jsonName = jsonName;
    this.words = words;
  }

  public String jsonName() {
    return jsonName;
  }

  /** As in "3 rows without a label". */
  public String words() {
    return words;
  }
}
