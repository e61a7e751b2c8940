package org.postlabel.command;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postlabel.database.LabelTables;
import org.postlabel.database.Snapshot;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.output.Format;
import org.postlabel.pipeline.RunConfig;
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
  private static final Set<String> NOT_OF_THE_RUN = Set.of("sample", "sampleBy", "seed", "format");

  private PlanCommand() {}

  static ExitCode run(CommandLine line, PrintStream out) throws Exception {
    return run(line, out, Instant.now());
  }

  static ExitCode run(CommandLine line, PrintStream out, Instant now) throws Exception {
    PlanOptions options = line.as(PlanOptions.class);
    Format format = Format.of(options.getFormat(), List.of(Format.TEXT, Format.JSON));
    RunConfig config = RunConfig.withoutKey(options);
    Plan plan;
    try (Snapshot snapshot = Snapshot.of(config.database())) {
      LabelTables.check(snapshot, config.labels());
      plan =
          Plan.of(
              new Planner(
                  snapshot,
                  config.posts(),
                  config.labels().name(),
                  config.texts(),
                  config.scorer()::expectedUsage),
              config.selection(),
              config.scorer(),
              config.canaryTexts(),
              config.limits().maxQueries(),
              config.limits().tokens(),
              new Timetable(config.pace(), now, ending(config, options)));
    }
    Optional<RequestPreview> request = plan.firstAsked().flatMap(config.scorer()::preview);
    String command = command(line, plan);
    Optional<LastDay> lastDay = LastDayNotice.of(options, now);
    if (format == Format.JSON) {
      out.println(PlanJson.of(plan, command, request, lastDay));
      return ExitCode.DONE;
    }
    PlanText.lines(plan, command).forEach(out::println);
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

  /** The run of the sample that fits, with what was typed for the plan; empty without one. */
  private static String command(CommandLine line, Plan plan) {
    return plan.fittingSample()
        .map(
            fitting ->
                Stream.of(
                        Stream.of("./pipeline run"),
                        line.words().stream().map(PlanCommand::quoted),
                        line.typed().entrySet().stream()
                            .filter(option -> !NOT_OF_THE_RUN.contains(option.getKey()))
                            .map(
                                option -> quoted("--" + option.getKey() + "=" + option.getValue())),
                        Stream.of(fitting.sample().toString()))
                    .flatMap(words -> words)
                    .collect(joining(" ")))
        .orElse("");
  }

  /** Quoted for a shell. */
  private static String quoted(String word) {
    return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
