package org.postlabel.evaluation.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.postlabel.evaluation.Disagreement;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.gold.Omission;
import org.postlabel.evaluation.statistics.ClassScores;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.post.LabelTable;

/** An evaluation as a JSON object; numbers are as they are, what is not defined is null. */
public final class EvaluationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EvaluationJson() {}

  public static String of(Evaluation evaluation) {
    ObjectNode json = JSON.createObjectNode();
    addQuestion(evaluation, json);
    ObjectNode notCompared = json.putObject("notCompared");
    for (Omission omission : Omission.values()) {
      notCompared.put(omission.jsonName(), evaluation.gold().omissions().rows(omission));
    }
    ObjectNode statistics = json.putObject("statistics");
    evaluation
        .agreement()
        .overall()
        .forEach(
            (statistic, estimate) -> add(estimate, statistics.putObject(statistic.jsonName())));
    ArrayNode classes = json.putArray("classes");
    evaluation.agreement().classes().forEach(scores -> add(scores, classes.addObject()));
    addConfusion(evaluation.agreement().table(), json.putObject("confusion"));
    json.put("disagreements", evaluation.disagreements());
    ArrayNode first = json.putArray("firstDisagreements");
    evaluation.firstDisagreements().forEach(post -> add(post, first.addObject()));
    return json.toPrettyString();
  }

  private static void addQuestion(Evaluation evaluation, ObjectNode json) {
    json.put("table", evaluation.column().table());
    json.put("column", evaluation.column().name());
    boolean isScore = evaluation.column().kind() == LabelTable.Kind.SCORE;
    json.put("threshold", isScore ? evaluation.column().threshold() : null);
    json.put("run", evaluation.config().runOrNull());
    json.put("goldFile", evaluation.config().gold().file());
    json.put("goldColumn", evaluation.config().gold().column());
    json.put("pairedBy", evaluation.gold().pairedBy().column());
    json.put("resamples", evaluation.config().resampling().resamples());
    json.put("seed", evaluation.config().resampling().seed());
    json.put("goldRows", evaluation.gold().all());
    json.put("compared", evaluation.agreement().table().pairs());
  }

  private static void add(Estimate estimate, ObjectNode node) {
    node.put("estimate", estimate.valueOrNull());
    node.put("low", estimate.lowOrNull());
    node.put("high", estimate.highOrNull());
    node.put("definedInResamples", estimate.defined());
  }

  private static void add(ClassScores scores, ObjectNode node) {
    node.put("class", scores.name());
    node.put("gold", scores.inGold());
    node.put("labels", scores.inLabels());
    add(scores.precision(), node.putObject("precision"));
    add(scores.recall(), node.putObject("recall"));
    add(scores.f1(), node.putObject("f1"));
  }

  /** A row for each gold class. */
  private static void addConfusion(ConfusionTable table, ObjectNode node) {
    ArrayNode classes = node.putArray("classes");
    table.classes().forEach(classes::add);
    ArrayNode rows = node.putArray("goldByLabel");
    for (int gold = 0; gold < table.classes().size(); gold++) {
      ArrayNode row = rows.addArray();
      for (int label = 0; label < table.classes().size(); label++) {
        row.add(table.count(gold, label));
      }
    }
  }

  private static void add(Disagreement post, ObjectNode node) {
    node.put("line", post.line());
    node.put("uri", post.uri());
    node.put("gold", post.gold());
    node.put("label", post.label());
    node.put("score", post.scoreOrNull());
    node.put("text", post.text());
  }
}
