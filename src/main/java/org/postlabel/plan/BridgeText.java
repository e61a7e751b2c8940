package org.postlabel.plan;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.decimal;
import static org.postlabel.output.TextTable.line;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.output.JsonDocument;

/**
 * A bridge in words and for programs.
 *
 * @param run the command that scores the sample
 * @param compare the command that compares the two scorers on it
 */
public record BridgeText(Bridge bridge, String run, String compare) {
  private static final int PERCENT_DIGITS = 2;

  /** The two commands and why the sample is as large as it is. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("posts with " + bridge.from(), bridge.scored()));
    for (Bridge.Need need : bridge.needs()) {
      lines.add(
          line(
              "for %s, which %s %% reach"
                  .formatted(need.threshold(), decimal(100 * need.share(), PERCENT_DIGITS)),
              count(need.posts()) + (need.isEnough() ? "" : ", which is all, and not enough")));
    }
    lines.add("");
    lines.add(
        "Drawn by %s, so many posts give the new threshold to ± %s, if the"
            .formatted(strata(), Bridge.DISTANCE));
    lines.add("new scores lie as densely there as the old ones, and agree with them moderately");
    lines.add(
        "(kappa %s or more). The comparison shows the interval; half of it takes four times the"
            .formatted(Bridge.KAPPA));
    lines.add(
        "posts."
            + (bridge.needs().size() > 1
                ? " The largest number is taken: --thresholds=... names fewer thresholds."
                : ""));
    lines.add("");
    lines.add("  " + run);
    lines.add("  " + compare);
    return lines;
  }

  private String strata() {
    return bridge.sample().isBySource()
        ? "source and tenth of the old score"
        : "tenth of the old score";
  }

  /** The same as an object. */
  ObjectNode json() {
    ObjectNode json = JsonDocument.object();
    json.put("from", bridge.from().toString());
    json.put("scored", bridge.scored());
    ArrayNode needs = json.putArray("needs");
    bridge.needs().forEach(need -> needs.add(JsonDocument.tree(need)));
    json.put("sample", bridge.sample().size());
    json.put("sampleBy", bridge.sample().by());
    json.put("seed", bridge.sample().seed());
    json.put("run", run);
    json.put("compare", compare);
    return json;
  }
}
