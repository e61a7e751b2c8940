package org.postlabel.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.postlabel.output.JsonDocument;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.selection.sample.Sample;

/** A plan for programs: a JSON object; times are in UTC, what does not apply is left out. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * The same as {@link PlanText} says.
   *
   * @param command that runs {@code plan.fittingSample()}
   * @param lastDay of the provider, where it is near
   * @param bridge whose sample is planned, if any
   */
  public static String of(
      Plan plan,
      String command,
      Optional<RequestPreview> request,
      Optional<LastDay> lastDay,
      Optional<BridgeText> bridge) {
    ObjectNode json = JsonDocument.object(plan.workload());
    json.put("canaryCalls", plan.canaries());
    json.put("callsNeeded", plan.callsNeeded());
    json.put("calls", plan.calls());
    plan.tokens().ifPresent(tokens -> addTokens(json, tokens));
    addTimes(json, plan.timetable(), plan.calls());
    plan.fittingSample().ifPresent(fitting -> addSample(json, fitting, plan.timetable(), command));
    bridge.ifPresent(some -> json.set("bridge", some.json()));
    lastDay.ifPresent(
        near ->
            json.set(
                "lastDay",
                JsonDocument.tree(near.outlook(plan.workload().toLabel(), plan.callsNeeded()))));
    request.ifPresent(first -> json.set("firstRequest", JsonDocument.tree(first)));
    return json.toPrettyString();
  }

  private static void addTokens(ObjectNode json, Plan.Tokens tokens) {
    json.put("promptTokens", tokens.usage().promptTokens());
    json.put("completionTokens", tokens.usage().completionTokens());
    if (tokens.costMicros() > 0) {
      json.put("cost", tokens.costMicros() / 1e6);
    }
  }

  private static void addTimes(ObjectNode json, Timetable timetable, long calls) {
    json.put("now", timetable.now().toString());
    if (timetable.pace().isLimited()) {
      json.put("seconds", timetable.time(calls).toSeconds());
      json.put("done", timetable.finish(calls).toString());
    }
    timetable
        .ending()
        .ifPresent(
            ending -> {
              json.put("mustBeDoneBy", ending.at().toString());
              json.put("mustBeDoneByWhy", ending.why());
              json.put("fits", timetable.fits(calls));
              if (timetable.fitting() < Long.MAX_VALUE) {
                json.put("callsThatFit", timetable.fitting());
              }
            });
  }

  private static void addSample(
      ObjectNode json, FittingSample fitting, Timetable timetable, String command) {
    Sample sample = fitting.sample();
    json.putObject("fittingSample")
        .put("sample", sample.size())
        .put("sampleBy", sample.by().isEmpty() ? null : sample.by())
        .put("seed", sample.seed())
        .put("calls", fitting.calls())
        .put("done", timetable.finish(fitting.calls()).toString())
        .put("command", command);
  }
}
