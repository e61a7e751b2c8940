package org.postlabel.command;

import java.util.List;
import java.util.Optional;
import org.postlabel.comparison.CompareConfig;
import org.postlabel.comparison.pairs.Crosswalk;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.options.CommandLine;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.plan.Bridge;
import org.postlabel.plan.BridgeText;
import org.postlabel.plan.PlanOptions;
import org.postlabel.plan.Planner;
import org.postlabel.selection.sample.ScoreColumn;

/** The sample of {@code plan --bridge}, and the commands that score and compare it. */
final class PlannedBridge {
  private PlannedBridge() {}

  /**
   * What {@code options} ask for; empty when they ask for none.
   *
   * @throws IllegalArgumentException with one line when there is nothing to lead from or to
   */
  static Optional<Bridge> of(PlanOptions options, RunConfig config, Planner planner)
      throws Exception {
    if (!options.getBridge()) {
      return Optional.empty();
    }
    if (!config.selection().sample().isAll()) {
      throw new IllegalArgumentException("--bridge draws a sample of its own: leave --sample out");
    }
    ScoreColumn from = ScoreColumn.of("--bridgeFrom", options.getBridgeFrom());
    if (from.table().equals(config.labels().name())) {
      throw new IllegalArgumentException(
          "--bridge leads from %s to another scorer: name it, as in ./pipeline plan --bridge --scorer=moderation"
              .formatted(from));
    }
    to(options, config, from);
    return Optional.of(
        Bridge.of(
            planner, from, CompareConfig.thresholds(options.getThresholds()), options.getSeed()));
  }

  static BridgeText text(Bridge bridge, CommandLine line, PlanOptions options, RunConfig config) {
    return new BridgeText(
        bridge,
        SampleCommands.run(line, bridge.sample()),
        SampleCommands.compare(
            line,
            bridge.from().toString(),
            config.labels().name() + "." + to(options, config, bridge.from()),
            options.getThresholds()));
  }

  /** The column of the new scorer. */
  private static String to(PlanOptions options, RunConfig config, ScoreColumn from) {
    List<String> columns =
        config.labels().kindByColumn().entrySet().stream()
            .filter(column -> column.getValue().isNumber())
            .map(column -> column.getKey())
            .sorted()
            .toList();
    String to = options.getBridgeTo();
    if (to == null) {
      to =
          Crosswalk.bundled().pairs().stream()
              .filter(pair -> pair.left().equals(from.column()))
              .map(ColumnPair::right)
              .filter(columns::contains)
              .findFirst()
              .orElse(null);
    }
    if (to == null) {
      throw new IllegalArgumentException(
          "no column of %s is known to be near %s: name one with --bridgeTo, of %s"
              .formatted(config.labels().name(), from, String.join(", ", columns)));
    }
    if (!columns.contains(to)) {
      throw new IllegalArgumentException(
          "--bridgeTo must be a column of numbers of %s, %s, was %s"
              .formatted(config.labels().name(), String.join(", ", columns), to));
    }
    return to;
  }
}
