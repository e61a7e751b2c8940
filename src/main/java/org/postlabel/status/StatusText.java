package org.postlabel.status;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.TokensSpent;

/** A status in lines of text. */
public final class StatusText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration NEWS = Duration.ofSeconds(5);

  private StatusText() {}

  /** The lines at {@code now}. */
  public static List<String> lines(Status status, Instant now) {
    List<String> lines = new ArrayList<>(posts(status.posts(), now));
    status.inProgress().forEach(run -> lines.addAll(progress(run, now)));
    lines.addAll(runs(status));
    return lines;
  }

  private static List<String> posts(PostStates posts, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(line("posts", "%,d", posts.posts()));
    lines.add(line("labelled", "%,d", posts.labelled()));
    new TreeMap<>(posts.failedByReason())
        .forEach((reason, count) -> lines.add(line("failed: " + reason, "%,d", count)));
    lines.add(line("not yet labelled", "%,d", posts.withoutLabel()));
    if (posts.ofOtherPosts() > 0) {
      lines.add(line("labels of posts not in the table", "%,d", posts.ofOtherPosts()));
    }
    Duration age = Duration.between(posts.countedAt(), now);
    if (age.compareTo(NEWS) > 0) {
      lines.add(line("counted", "%s ago", clock(age)));
    }
    return lines;
  }

  private static List<String> progress(RunProgress run, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Run %s is in progress since %s UTC (%s)"
            .formatted(
                run.run().runId(), TIME.format(run.run().startedAt()), run.run().scorerId()));
    lines.add(
        run.posts() == 0
            ? line("done", "taking on posts")
            : line(
                "done",
                "%,d of %,d posts (%.1f %%)",
                run.done(),
                run.posts(),
                100.0 * run.done() / run.posts()));
    lines.add(line("texts answered", "%,d; labels follow at the end of a slice", run.answered()));
    lines.add(line("posts/s", "%.1f since the start", run.postsPerSecond()));
    lines.add(line("queries/s", "%s", queries(run.queries())));
    lines.add(
        line(
            "in the last minute",
            "%,d retries, %,d throttled (429), %,d failures, %,d texts from the ledger",
            run.queries().counts().retries(),
            run.queries().counts().throttled(),
            run.queries().counts().failures(),
            run.queries().counts().fromLedger()));
    lines.add(
        run.timeLeft()
            .map(left -> line("left", "about %s, until %s UTC", clock(left), time(now.plus(left))))
            .orElse(line("left", "not known yet")));
    return lines;
  }

  private static String queries(RunProgress.Queries queries) {
    if (queries.perSecond().isEmpty()) {
      return "not known yet";
    }
    double perSecond = queries.perSecond().getAsDouble();
    return queries.quotaUse().isEmpty()
        ? String.format(Locale.ROOT, "%.1f, without a limit", perSecond)
        : String.format(
            Locale.ROOT,
            "%.1f, %.1f %% of the quota of %s",
            perSecond,
            100 * queries.quotaUse().getAsDouble(),
            number(queries.quotaPerSecond().getAsDouble()));
  }

  private static List<String> runs(Status status) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (status.runs().isEmpty()) {
      lines.add("No run yet.");
      return lines;
    }
    lines.add(
        row("run, newest first", "started (UTC)", "took", "status", "labelled", "failed", "left")
            + "      calls  scorer");
    for (RecordedRun run : status.runs()) {
      lines.add(
          row(
                  run.runId(),
                  time(run.startedAt()),
                  clock(run.took()),
                  run.status(),
                  count(run.sums().labelled()),
                  count(run.sums().failed()),
                  count(run.sums().leftForLater()))
              + String.format(Locale.ROOT, " %,10d  %s", run.sums().calls(), run.scorerId()));
      TokensSpent tokens = run.sums().tokens();
      if (tokens.usage().tokens() > 0) {
        lines.add(
            "  %s tokens sent, %s written; cost: %s"
                .formatted(
                    count(tokens.usage().promptTokens()),
                    count(tokens.usage().completionTokens()),
                    tokens.cost()));
      }
      if (run.canaries().providerChangeOrNull() != null) {
        lines.add("  " + run.canaries().providerChangeOrNull());
      }
    }
    if (status.allRuns() > status.runs().size()) {
      lines.add(
          String.format(Locale.ROOT, "and %,d before", status.allRuns() - status.runs().size()));
    }
    return lines;
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-20s  %-19s %9s  %-8s %11s %10s %10s", (Object[]) cells);
  }

  private static String line(String name, String format, Object... values) {
    return String.format(Locale.ROOT, "%-36s %s", name, String.format(Locale.ROOT, format, values));
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String number(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%.3g", number);
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
