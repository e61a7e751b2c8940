package org.postlabel.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jline.utils.Signals;
import org.postlabel.database.Database;
import org.postlabel.job.Cluster;
import org.postlabel.job.DetachedRun;
import org.postlabel.job.RunLoop;
import org.postlabel.job.RunStart;
import org.postlabel.metrics.MetricsEndpoint;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.plan.LastDay;
import org.postlabel.report.FunnelText;
import org.postlabel.run.Funnel;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.Run;
import org.postlabel.run.RunInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Labels every post that has no label. */
public final class RunCommand {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  private RunCommand() {}

  static ExitCode run(CommandLine line) throws Exception {
    return run(line, Instant.now());
  }

  static ExitCode run(CommandLine line, Instant now) throws Exception {
    LabelPostsOptions options = line.as(LabelPostsOptions.class);
    Cluster.requireFlinkFor(line.options().keySet(), options);
    Cluster.requireSharedDatabase(Database.from(options), options);
    Cluster.requireNoMetricsPort(options);
    Optional<LastDay> lastDay = LastDayNotice.of(options, now);
    if (lastDay.isPresent() && lastDay.get().isOver()) {
      RunConfig.withoutKey(options); // Refuses a bad option first.
      System.err.println("postlabel: " + lastDay.get().ended());
      return ExitCode.REFUSED;
    }
    RunConfig config = RunConfig.from(options);
    Runnable notice =
        () -> lastDay.ifPresent(near -> System.err.println(LastDayNotice.line(near, options)));
    Cluster.useAllSlots(options);
    if (!Cluster.isDetached(options)) {
      return run(config, options, notice);
    }
    ExitCode code = DetachedRun.submit(config, options);
    notice.run();
    return code;
  }

  /**
   * Labels as {@code config} says.
   *
   * @param onceBegun is run when nothing keeps the run from its work
   */
  static ExitCode run(RunConfig config, LabelPostsOptions options, Runnable onceBegun)
      throws RunInProgressException, InterruptedException, ExecutionException {
    try (MetricsEndpoint metrics = MetricsEndpoint.from(options)) {
      return label(RunStart.prepare(config), options, metrics, onceBegun);
    }
  }

  private static ExitCode label(
      RunConfig config, LabelPostsOptions options, MetricsEndpoint metrics, Runnable onceBegun)
      throws RunInProgressException, InterruptedException, ExecutionException {
    long startNanos = System.nanoTime();
    try (Run run = RunStart.begin(config, options)) {
      RunLoop loop = run.start(() -> new RunLoop(config, options, run));
      onSignals(loop::stopSoon);
      metrics.show(loop.metrics());
      onceBegun.run();
      String status = "failed";
      try {
        loop.labelAll();
        status = loop.status();
      } finally {
        loop.close();
        loop.finish(status);
      }
      ExitCode code = end(config, loop, Duration.ofNanos(System.nanoTime() - startNanos));
      if (loop.funnel().posts() > 0 && !loop.isLost()) {
        RunReportFile.leave(config.database(), run.id(), options.getReport());
      }
      return code;
    }
  }

  private static ExitCode end(RunConfig config, RunLoop loop, Duration wallTime) {
    Funnel funnel = loop.funnel();
    loop.stopped().ifPresent(stop -> System.err.println("postlabel: " + stop.message()));
    if (loop.isLost()) {
      System.err.println(
          "postlabel: this run sends nothing more; './pipeline status' shows the run in its place");
      return ExitCode.RUN_AGAIN;
    }
    if (funnel.posts() + loop.notBegun() == 0 && loop.stopped().isEmpty()) {
      System.out.println(nothingToDo(config));
      return ExitCode.DONE;
    }
    if (funnel.posts() > 0) {
      FunnelText.lines(
              funnel, loop.tokens(), loop.canaries(), loop.remarks(), loop.notBegun(), wallTime)
          .forEach(System.out::println);
      if (loop.isEmulated()) {
        System.out.println(RecordedRun.EMULATED);
      }
    }
    if (loop.stopped().isPresent()) {
      return DetachedRun.exitCode(loop.stopped().get());
    }
    if (!funnel.isConserved()) {
      return ExitCode.FAILED;
    }
    if (funnel.leftForLater() > 0) {
      return ExitCode.RUN_AGAIN;
    }
    return funnel.failed() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  private static String nothingToDo(RunConfig config) {
    String url = config.database().url();
    if (!config.posts().hasPosts(config.database())) {
      return config.posts().isCopied()
          ? "Nothing to do: there are no posts."
          : "Nothing to do: there are no posts in %s; './pipeline import FILE' adds some."
              .formatted(url);
    }
    String posts = config.selection().sample().isAll() ? "post" : "post of the sample";
    return "Nothing to do: every %s of %s has its label.".formatted(posts, url);
  }

  /** The first signal drains requests in flight; the second ends the process at once. */
  private static void onSignals(Runnable stop) {
    for (String signal : List.of("INT", "TERM")) {
      Signals.register(
          signal,
          () -> {
            Signals.register("INT", () -> Runtime.getRuntime().halt(ExitCode.RUN_AGAIN.code()));
            Signals.register("TERM", () -> Runtime.getRuntime().halt(ExitCode.RUN_AGAIN.code()));
            LOG.warn(
                "Stopping: no new requests; answers in flight are kept. Signal again to stop at"
                    + " once.");
            stop.run();
          });
    }
  }
}
