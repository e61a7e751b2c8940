package org.postlabel.plan;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.postlabel.plan.Timetable.Ending;
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
    List<String> lines = new ArrayList<>(workload(plan.workload()));
    lines.add(number("calls needed", plan.callsNeeded()));
    if (plan.canaries() > 0) {
      lines.add(number("of these, for canary texts", plan.canaries()));
    }
    if (plan.calls() < plan.callsNeeded()) {
      lines.add(number("of these, within --maxQueries", plan.calls()));
    }
    plan.tokens().ifPresent(tokens -> lines.addAll(tokens(tokens)));
    lines.add("");
    lines.addAll(times(plan, command));
    return lines;
  }

  private static List<String> workload(Workload workload) {
    List<String> lines = new ArrayList<>();
    lines.add(number("posts", workload.posts()));
    if (workload.inSample() < workload.posts()) {
      lines.add(number("in the sample", workload.inSample()));
    }
    lines.add(number("already labelled", workload.alreadyLabelled()));
    if (workload.beyondLimit() > 0) {
      lines.add(number("beyond the limit", workload.beyondLimit()));
    }
    lines.add(number("to label", workload.toLabel()));
    if (workload.toReplace() > 0) {
      lines.add(number("of these, scored by another scorer", workload.toReplace()));
    }
    new TreeMap<>(workload.invalidByReason())
        .forEach((reason, posts) -> lines.add(number("invalid: " + reason, posts)));
    Texts texts = workload.texts();
    lines.add(number("valid", texts.posts()));
    lines.add(number("duplicates", texts.duplicates()));
    lines.add(number("distinct texts", texts.distinct()));
    lines.add(number("texts in the ledger", texts.inLedger()));
    return lines;
  }

  private static List<String> tokens(Plan.Tokens tokens) {
    List<String> lines = new ArrayList<>();
    lines.add(number("tokens sent, about", tokens.usage().promptTokens()));
    lines.add(number("tokens written, about", tokens.usage().completionTokens()));
    lines.add(
        line("cost, about", tokens.costMicros() == 0 ? "not known" : money(tokens.costMicros())));
    if (tokens.maxCostMicros() > 0 && tokens.costMicros() > tokens.maxCostMicros()) {
      lines.add(line("the run stops at --maxCost", money(tokens.maxCostMicros())));
    }
    return lines;
  }

  private static String money(long micros) {
    return String.format(Locale.ROOT, "%,.2f", micros / 1e6);
  }

  private static List<String> times(Plan plan, String command) {
    Timetable timetable = plan.timetable();
    List<String> lines = new ArrayList<>();
    if (!timetable.pace().isLimited()) {
      lines.add(line("time", "as long as the provider takes: there is no quota"));
    } else {
      lines.add(line("time", clock(timetable.time(plan.calls()))));
      lines.add(line("done, if begun now", TIME.format(timetable.finish(plan.calls()))));
    }
    timetable.ending().ifPresent(ending -> lines.addAll(ending(ending, plan, command)));
    return lines;
  }

  private static List<String> ending(Ending ending, Plan plan, String command) {
    List<String> lines = new ArrayList<>();
    lines.add(line("must be done by", TIME.format(ending.at()) + ", " + ending.why()));
    if (plan.timetable().fits(plan.calls())) {
      return lines;
    }
    lines.add(number("calls that fit until then", plan.timetable().fitting()));
    plan.fittingSample()
        .ifPresent(
            fitting -> {
              lines.add("");
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "A sample of %,d posts fits: %,d calls, done %s.",
                      fitting.sample().size(),
                      fitting.calls(),
                      TIME.format(plan.timetable().finish(fitting.calls()))));
              lines.add("  " + command);
            });
    return lines;
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

  private static String number(String name, long count) {
    return line(name, String.format(Locale.ROOT, "%,d", count));
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-36s %s", name, value);
  }

  private static String clock(Duration time) {
    String hours =
        String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHoursPart(),
            time.toMinutesPart(),
            time.toSecondsPart());
    return time.toDays() == 0 ? hours : time.toDays() + " days " + hours;
  }
}
