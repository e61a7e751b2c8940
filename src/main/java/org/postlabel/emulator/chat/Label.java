package org.postlabel.emulator.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One label as it is sent; {@code valid} is false when the schema forbids it. */
record Label(String id, ObjectNode json, boolean valid) {

  static Label of(String id, EmulatedOpinion opinion) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("is_sociopolitical", opinion.isSociopolitical())
            .put("reason_sociopolitical", opinion.reasonSociopolitical())
            .put("political_ideology_label", opinion.politicalIdeology())
            .put("reason_political_ideology", opinion.reasonPoliticalIdeology());
    return new Label(id, json, true);
  }

  /** The other answer under the same id. */
  Label contradicted() {
    boolean said = json.path("is_sociopolitical").asBoolean();
    return of(id, said ? EmulatedOpinion.NOT_SOCIOPOLITICAL : EmulatedOpinion.UNCLEAR);
  }

  /** With an ideology that is none of the five. */
  Label withForeignIdeology() {
    ObjectNode changed = json.deepCopy().put("is_sociopolitical", true);
    changed.put("political_ideology_label", "center-left").put("reason_political_ideology", "mix");
    return new Label(id, changed, false);
  }

  /** With a word where a truth value belongs. */
  Label withWordForTruth() {
    String word = json.path("is_sociopolitical").asBoolean() ? "yes" : "no";
    return new Label(id, json.deepCopy().put("is_sociopolitical", word), false);
  }

  /** With nothing where a truth value belongs. */
  Label withoutTruth() {
    return new Label(id, json.deepCopy().putNull("is_sociopolitical"), false);
  }
}
