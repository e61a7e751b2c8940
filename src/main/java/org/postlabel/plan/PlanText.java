package org.postlabel.plan;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.decimal;
import static org.postlabel.output.TextTable.line;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postlabel.output.Numbers;
import org.postlabel.plan.Timetable.Ending;
import org.postlabel.plan.Workload.Texts;
import org.postlabel.scorer.RequestPreview;

/** A plan in lines of text. */
public final class PlanText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PlanText() {}

  /**
   * The sums of {@code plan} and what follows from them.
   *
   * @param command that runs {@code plan.fittingSample()}
   */
  public static List<String> lines(Plan plan, String command) {
    List<String> lines = new ArrayList<>();
    addWorkload(lines, plan.workload());
    lines.add(line("calls needed", plan.callsNeeded()));
    addUnlessZero(lines, "of these, for canary texts", plan.canaries());
    if (plan.calls() < plan.callsNeeded()) {
      lines.add(line("of these, within --maxQueries", plan.calls()));
    }
    plan.tokens().ifPresent(tokens -> addTokens(lines, tokens));
    lines.add("");
    Timetable timetable = plan.timetable();
    if (timetable.pace().isLimited()) {
      lines.add(line("time", Numbers.duration(timetable.time(plan.calls()))));
      lines.add(line("done, if started now", time(timetable.finish(plan.calls()))));
    } else {
      lines.add(line("time", "depends on the provider: there is no quota"));
    }
    timetable.ending().ifPresent(ending -> addEnding(lines, ending, plan, command));
    return lines;
  }

  private static void addWorkload(List<String> lines, Workload workload) {
    lines.add(line("posts", workload.posts()));
    if (workload.inSample() < workload.posts()) {
      lines.add(line("in the sample", workload.inSample()));
    }
    lines.add(line("already labelled", workload.alreadyLabelled()));
    addUnlessZero(lines, "beyond the limit", workload.beyondLimit());
    lines.add(line("to label", workload.toLabel()));
    addUnlessZero(lines, "of these, scored by another scorer", workload.toReplace());
    addUnlessZero(lines, "of these, text changed", workload.changedTexts());
    addUnlessZero(lines, "of these, with fewer judgements", workload.fewerJudgements());
    workload
        .invalidByReason()
        .forEach((reason, posts) -> lines.add(line("invalid: " + reason, posts)));
    Texts texts = workload.texts();
    lines.add(line("valid", texts.posts()));
    lines.add(line("duplicates", texts.duplicates()));
    lines.add(line("distinct texts", texts.distinct()));
    lines.add(line("texts in the ledger", texts.inLedger()));
  }

  private static void addUnlessZero(List<String> lines, String name, long count) {
    if (count > 0) {
      lines.add(line(name, count));
    }
  }

  private static void addTokens(List<String> lines, Plan.Tokens tokens) {
    lines.add(line("tokens sent, about", tokens.usage().promptTokens()));
    lines.add(line("tokens written, about", tokens.usage().completionTokens()));
    lines.add(
        line("cost, about", tokens.costMicros() == 0 ? "not known" : money(tokens.costMicros())));
    if (tokens.maxCostMicros() > 0 && tokens.costMicros() > tokens.maxCostMicros()) {
      lines.add(line("the run stops at --maxCost", money(tokens.maxCostMicros())));
    }
  }

  private static String money(long micros) {
    return decimal(micros / 1e6, 2);
  }

  private static void addEnding(List<String> lines, Ending ending, Plan plan, String command) {
    lines.add(line("must be done by", time(ending.at()) + ", " + ending.why()));
    if (plan.timetable().fits(plan.calls())) {
      return;
    }
    lines.add(line("calls that fit until then", plan.timetable().fitting()));
    plan.fittingSample()
        .ifPresent(
            fitting -> {
              lines.add("");
              lines.add(
                  "A sample of %s posts fits: %s calls, done %s."
                      .formatted(
                          count(fitting.sample().size()),
                          count(fitting.calls()),
                          time(plan.timetable().finish(fitting.calls()))));
              lines.add("  " + command);
            });
  }

  /** The request that comes first. */
  public static List<String> lines(RequestPreview request) {
    List<String> lines = new ArrayList<>();
    lines.add("The first request would be:");
    lines.add("");
    lines.add(request.method() + " " + request.url());
    request.headers().forEach((name, value) -> lines.add(name + ": " + value));
    lines.add("");
    lines.add(request.body());
    return lines;
  }

  /** To the minute: the time itself is an estimate. */
  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
