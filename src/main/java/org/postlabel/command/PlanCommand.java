package org.postlabel.command;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postlabel.database.LabelTables;
import org.postlabel.database.Snapshot;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.output.Format;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.plan.Bridge;
import org.postlabel.plan.BridgeText;
import org.postlabel.plan.LastDay;
import org.postlabel.plan.Plan;
import org.postlabel.plan.PlanJson;
import org.postlabel.plan.PlanOptions;
import org.postlabel.plan.PlanText;
import org.postlabel.plan.Planner;
import org.postlabel.plan.Timetable;
import org.postlabel.plan.Timetable.Ending;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.ScorerKinds;

/** Shows what a run would do; sends no query and writes nothing. */
final class PlanCommand {
  private PlanCommand() {}

  static ExitCode run(CommandLine line, PrintStream out) throws Exception {
    return run(line, out, Instant.now());
  }

  static ExitCode run(CommandLine line, PrintStream out, Instant now) throws Exception {
    PlanOptions options = line.as(PlanOptions.class);
    Format format = Format.of(options.getFormat(), List.of(Format.TEXT, Format.JSON));
    RunConfig config = RunConfig.withoutKey(options);
    Plan plan;
    Optional<Bridge> bridge;
    try (Snapshot snapshot = Snapshot.of(config.database())) {
      LabelTables.check(snapshot, config.labels());
      Planner planner =
          new Planner(
              snapshot,
              config.posts(),
              config.labels().name(),
              config.texts(),
              config.scorer()::expectedUsage);
      bridge = PlannedBridge.of(options, config, planner);
      plan =
          Plan.of(
              planner,
              bridge
                  .map(some -> config.selection().withSample(some.sample()))
                  .orElse(config.selection()),
              config.scorer(),
              config.canaryTexts(),
              config.limits().maxQueries(),
              config.limits().tokens(),
              new Timetable(config.pace(), now, ending(config, options)));
    }
    Optional<RequestPreview> request = plan.firstAsked().flatMap(config.scorer()::preview);
    String command =
        plan.fittingSample().map(fitting -> SampleCommands.run(line, fitting.sample())).orElse("");
    Optional<BridgeText> bridgeText =
        bridge.map(some -> PlannedBridge.text(some, line, options, config));
    Optional<LastDay> lastDay = LastDayNotice.of(options, now);
    if (format == Format.JSON) {
      out.println(PlanJson.of(plan, command, request, lastDay, bridgeText));
      return ExitCode.DONE;
    }
    PlanText.lines(plan, command).forEach(out::println);
    bridgeText.ifPresent(
        some -> {
          out.println();
          some.lines().forEach(out::println);
        });
    lastDay.ifPresent(
        near -> {
          out.println();
          out.println(near.notice(plan.workload().toLabel(), plan.callsNeeded()));
        });
    request.ifPresent(
        first -> {
          out.println();
          PlanText.lines(first).forEach(out::println);
        });
    return ExitCode.DONE;
  }

  /** The provider's end of service or {@code --deadline}, whichever comes first. */
  private static Optional<Ending> ending(RunConfig config, PlanOptions options) {
    Instant deadline = config.limits().deadlineOrNull();
    Optional<Ending> end =
        ScorerKinds.of(options)
            .lastDay(options)
            .filter(day -> !options.getIgnoreLastDay())
            .map(LastDay::ending);
    return deadline != null && end.map(Ending::at).filter(deadline::isAfter).isEmpty()
        ? Optional.of(new Ending(deadline, "the --deadline"))
        : end;
  }
}
