package org.postlabel.evaluation.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.EvaluationConfig;
import org.postlabel.evaluation.gold.Omissions.Omission;
import org.postlabel.evaluation.labels.LabelColumn;
import org.postlabel.evaluation.raters.RaterAgreement;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.output.JsonDocument;

/** An evaluation as a JSON object; numbers are as they are, what is not defined is null. */
final class EvaluationJson {
  private EvaluationJson() {}

  static ObjectNode of(Evaluation evaluation) {
    EvaluationConfig config = evaluation.config();
    LabelColumn column = evaluation.column();
    ConfusionTable table = evaluation.agreement().table();
    ObjectNode json = JsonDocument.object();
    json.put("table", column.table());
    json.put("column", column.name());
    json.put("scale", column.scaleOrNull() == null ? null : column.scaleOrNull().inWords());
    json.put("threshold", column.kind().isNumber() ? column.threshold() : null);
    json.put("run", config.run().orElse(null));
    json.put("goldFile", config.gold().file());
    json.put("goldColumn", config.gold().column());
    json.put("pairedBy", evaluation.gold().pairedBy().column());
    json.put("resamples", config.resampling().resamples());
    json.put("seed", config.resampling().seed());
    json.put("goldRows", evaluation.gold().all());
    json.put("compared", table.pairs());
    ObjectNode notCompared = json.putObject("notCompared");
    for (Omission omission : Omission.values()) {
      notCompared.put(omission.jsonName(), evaluation.gold().omissions().rows(omission));
    }
    ObjectNode statistics = json.putObject("statistics");
    evaluation
        .agreement()
        .overall()
        .forEach(
            (statistic, estimate) ->
                statistics.set(statistic.jsonName(), JsonDocument.tree(estimate)));
    if (!evaluation.scores().isEmpty()) {
      ObjectNode scores = json.putObject("scoreStatistics");
      evaluation
          .scores()
          .forEach(
              (statistic, estimate) ->
                  scores.set(statistic.jsonName(), JsonDocument.tree(estimate)));
    }
    json.put("goldIsOfRaters", evaluation.gold().raters().areGold());
    evaluation.raters().ifPresent(raters -> addRaters(raters, json.putObject("raters")));
    json.set("classes", JsonDocument.tree(evaluation.agreement().classes()));
    addConfusion(table, json.putObject("confusion"));
    json.put("disagreements", evaluation.disagreements());
    json.set("firstDisagreements", JsonDocument.tree(evaluation.firstDisagreements()));
    return json;
  }

  private static void addRaters(RaterAgreement raters, ObjectNode node) {
    node.put("posts", raters.posts());
    node.put("unreadableRatings", raters.unreadable());
    addLines(raters.meansOfPairs(), node.putObject("meansOfPairs"));
    addLines(raters.allAtOnce(), node.putObject("allAtOnce"));
    node.set("byRater", JsonDocument.tree(raters.byRater()));
  }

  private static void addLines(List<RaterAgreement.Line> lines, ObjectNode node) {
    for (RaterAgreement.Line line : lines) {
      ObjectNode statistic = node.putObject(line.jsonName());
      statistic.set("amongRaters", JsonDocument.tree(line.amongRaters()));
      statistic.set("withLabels", JsonDocument.tree(line.withLabels()));
    }
  }

  /** A row for each gold class. */
  private static void addConfusion(ConfusionTable table, ObjectNode node) {
    node.set("classes", JsonDocument.tree(table.classes()));
    ArrayNode rows = node.putArray("goldByLabel");
    for (int gold = 0; gold < table.classes().size(); gold++) {
      ArrayNode row = rows.addArray();
      for (int label = 0; label < table.classes().size(); label++) {
        row.add(table.count(gold, label));
      }
    }
  }
}
