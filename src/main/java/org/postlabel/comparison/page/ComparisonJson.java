package org.postlabel.comparison.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.postlabel.comparison.ComparedPair;
import org.postlabel.comparison.ComparedPair.DifferingPost;
import org.postlabel.comparison.ComparedPair.QuantilePoint;
import org.postlabel.comparison.Comparison;
import org.postlabel.comparison.MatchedThreshold;
import org.postlabel.output.JsonDocument;
import org.postlabel.post.LabelTable.Scale;

/** A comparison as a JSON object; numbers are as they are, what is not defined is null. */
final class ComparisonJson {
  private ComparisonJson() {}

  static ObjectNode of(Comparison comparison) {
    ObjectNode json = JsonDocument.object();
    json.put("left", comparison.left());
    json.put("right", comparison.right());
    json.set("leftScorers", JsonDocument.tree(comparison.leftScorers()));
    json.set("rightScorers", JsonDocument.tree(comparison.rightScorers()));
    json.put("resamples", comparison.config().resampling().resamples());
    json.put("seed", comparison.config().resampling().seed());
    json.put("posts", comparison.posts());
    json.put("compared", comparison.compared());
    ArrayNode pairs = json.putArray("pairs");
    comparison.pairs().forEach(pair -> addTo(pairs.addObject(), pair));
    return json;
  }

  private static void addTo(ObjectNode json, ComparedPair pair) {
    json.put("left", pair.columns().left());
    json.put("right", pair.columns().right());
    json.put("leftScale", pair.scales().left().map(Scale::inWords).orElse(null));
    json.put("rightScale", pair.scales().right().map(Scale::inWords).orElse(null));
    json.put("posts", pair.coverage().both());
    json.put("leftScored", pair.coverage().left());
    json.put("leftShare", pair.coverage().leftShareOrNull());
    json.put("rightScored", pair.coverage().right());
    json.put("rightShare", pair.coverage().rightShareOrNull());
    ObjectNode statistics = json.putObject("statistics");
    pair.statistics()
        .forEach(
            (statistic, estimate) ->
                statistics.set(statistic.jsonName(), JsonDocument.tree(estimate)));
    ArrayNode thresholds = json.putArray("thresholds");
    for (MatchedThreshold threshold : pair.thresholds()) {
      thresholds.add(JsonDocument.tree(threshold));
    }
    ArrayNode quantiles = json.putArray("quantileMap");
    for (QuantilePoint point : pair.quantiles()) {
      quantiles.addObject().put("left", point.left()).put("right", point.rightOrNull());
    }
    json.set("density", JsonDocument.tree(pair.density()));
    pair.map()
        .ifPresent(
            fit -> {
              json.set("map", JsonDocument.tree(fit.map().orElse(null)));
              json.put("mapRefusal", fit.refusal().orElse(null));
            });
    ArrayNode differing = json.putArray("differMost");
    for (DifferingPost post : pair.differing()) {
      differing
          .addObject()
          .put("uri", post.key())
          .put("left", post.left())
          .put("right", post.right())
          .put("text", post.text());
    }
  }
}
