package org.postlabel.status;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.decimal;
import static org.postlabel.output.Numbers.duration;
import static org.postlabel.output.Numbers.percent;
import static org.postlabel.output.Numbers.time;
import static org.postlabel.output.TextTable.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.metrics.Counts;
import org.postlabel.output.TextTable;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.TokensSpent;

/** A status in lines of text. */
public final class StatusText {
  private static final Duration NEWS = Duration.ofSeconds(5);
  private static final String UNKNOWN = "not known yet";

  private StatusText() {}

  /** The lines at {@code now}. */
  public static List<String> lines(Status status, Instant now) {
    List<String> lines = new ArrayList<>();
    addPosts(lines, status.posts(), now);
    status.inProgress().forEach(run -> addProgress(lines, run, now));
    lines.add("");
    if (status.runs().isEmpty()) {
      lines.add("No run yet.");
    } else {
      addRuns(lines, status.runs(), status.clusters());
    }
    if (status.allRuns() > status.runs().size()) {
      lines.add("and %s before".formatted(count(status.allRuns() - status.runs().size())));
    }
    return lines;
  }

  private static void addPosts(List<String> lines, PostStates posts, Instant now) {
    lines.add(line("posts", posts.posts()));
    lines.add(line("labelled", posts.labelled()));
    posts.failedByReason().forEach((reason, count) -> lines.add(line("failed: " + reason, count)));
    lines.add(line("not yet labelled", posts.withoutLabel()));
    if (posts.changedTexts() > 0) {
      lines.add(line("text changed since labelled", posts.changedTexts()));
    }
    if (posts.ofOtherPosts() > 0) {
      lines.add(line("labels of posts not in the table", posts.ofOtherPosts()));
    }
    Duration age = Duration.between(posts.countedAt(), now);
    if (age.compareTo(NEWS) > 0) {
      lines.add(line("counted", "%s ago", duration(age)));
    }
  }

  private static void addProgress(List<String> lines, RunProgress progress, Instant now) {
    RecordedRun run = progress.run();
    lines.add("");
    lines.add(
        "Run %s is in progress since %s (%s)"
            .formatted(run.runId(), time(run.startedAt()), run.scorerId()));
    lines.add(
        progress.posts() == 0
            ? line("done", "selecting posts")
            : line(
                "done",
                "%,d of %,d posts (%s)",
                progress.done(),
                progress.posts(),
                percent((double) progress.done(), (double) progress.posts())));
    lines.add(
        line("texts answered", "%,d; labels follow at the end of a slice", progress.answered()));
    lines.add(line("posts/s", "%.1f since the start", progress.postsPerSecond()));
    lines.add(line("queries/s", queries(progress.queries())));
    Counts counts = progress.queries().counts();
    lines.add(
        line(
            "in the last minute",
            "%,d retries, %,d throttled (429), %,d failures, %,d texts from the ledger",
            counts.retries(),
            counts.throttled(),
            counts.failures(),
            counts.fromLedger()));
    lines.add(
        progress
            .timeLeft()
            .map(left -> line("left", "about %s, until %s", duration(left), time(now.plus(left))))
            .orElse(line("left", UNKNOWN)));
  }

  private static String queries(RunProgress.Queries queries) {
    if (queries.perSecond().isEmpty()) {
      return UNKNOWN;
    }
    double perSecond = queries.perSecond().getAsDouble();
    if (queries.quotaPerSecond().isEmpty()) {
      return decimal(perSecond, 1) + ", without a limit";
    }
    double quota = queries.quotaPerSecond().getAsDouble();
    return "%s, %s of the quota of %s"
        .formatted(
            decimal(perSecond, 1),
            percent(perSecond, quota),
            decimal(quota, quota == Math.rint(quota) ? 0 : 2));
  }

  private static void addRuns(
      List<String> lines, List<RecordedRun> runs, Map<String, String> clusters) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "run, newest first",
            "started",
            "took",
            "status",
            "labelled",
            "failed",
            "left",
            "calls",
            "scorer"));
    for (RecordedRun run : runs) {
      RecordedRun.Sums sums = run.sums();
      rows.add(
          List.of(
              run.runId(),
              time(run.startedAt()),
              duration(run.took()),
              run.status(),
              count(sums.labelled()),
              count(sums.failed()),
              count(sums.leftForLater()),
              count(sums.calls()),
              run.scorerId()));
    }
    List<String> table = TextTable.lines("llrlrrrrl", rows);
    lines.add(table.get(0));
    for (int i = 0; i < runs.size(); i++) {
      lines.add(table.get(i + 1));
      addRemarks(lines, runs.get(i));
      Optional.ofNullable(clusters.get(runs.get(i).runId()))
          .ifPresent(sentence -> lines.add("  " + sentence));
    }
  }

  private static void addRemarks(List<String> lines, RecordedRun run) {
    TokensSpent tokens = run.sums().tokens();
    if (tokens.usage().tokens() > 0) {
      lines.add(
          "  %s tokens sent, %s written; cost: %s"
              .formatted(
                  count(tokens.usage().promptTokens()),
                  count(tokens.usage().completionTokens()),
                  tokens.cost()));
    }
    if (run.isEmulated()) {
      lines.add("  " + RecordedRun.EMULATED);
    }
    if (run.canaries().providerChangeOrNull() != null) {
      lines.add("  " + run.canaries().providerChangeOrNull());
    }
  }
}
