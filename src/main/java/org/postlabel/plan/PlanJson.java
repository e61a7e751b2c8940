package org.postlabel.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.TreeMap;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.selection.sample.Sample;

/** A plan for programs: a JSON object; times are in UTC, what does not apply is left out. */
public final class PlanJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanJson() {}

  /**
   * The same as {@link PlanText} says.
   *
   * @param command that runs {@code plan.fittingSample()}
   */
  public static String of(Plan plan, String command, Optional<RequestPreview> request) {
    ObjectNode json = JSON.createObjectNode();
    addWorkload(json, plan.workload());
    json.put("canaryCalls", plan.canaries());
    json.put("callsNeeded", plan.callsNeeded());
    json.put("calls", plan.calls());
    plan.tokens().ifPresent(tokens -> addTokens(json, tokens));
    addTimes(json, plan.timetable(), plan.calls());
    plan.fittingSample().ifPresent(fitting -> addSample(json, fitting, plan.timetable(), command));
    request.ifPresent(first -> addRequest(json, first));
    return json.toPrettyString();
  }

  private static void addWorkload(ObjectNode json, Workload workload) {
    json.put("posts", workload.posts());
    json.put("inSample", workload.inSample());
    json.put("alreadyLabelled", workload.alreadyLabelled());
    json.put("beyondLimit", workload.beyondLimit());
    json.put("toLabel", workload.toLabel());
    json.put("toReplace", workload.toReplace());
    ObjectNode invalid = json.putObject("invalid");
    new TreeMap<>(workload.invalidByReason()).forEach(invalid::put);
    json.put("valid", workload.texts().posts());
    json.put("duplicates", workload.texts().duplicates());
    json.put("distinctTexts", workload.texts().distinct());
    json.put("textsInLedger", workload.texts().inLedger());
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
    ObjectNode fittingSample = json.putObject("fittingSample");
    fittingSample.put("sample", sample.size());
    fittingSample.put("sampleBy", sample.isBySource() ? "source" : null);
    fittingSample.put("seed", sample.seed());
    fittingSample.put("calls", fitting.calls());
    fittingSample.put("done", timetable.finish(fitting.calls()).toString());
    fittingSample.put("command", command);
  }

  private static void addRequest(ObjectNode json, RequestPreview request) {
    ObjectNode first = json.putObject("firstRequest");
    first.put("method", request.method());
    first.put("url", request.url());
    ObjectNode headers = first.putObject("headers");
    request.headers().forEach(headers::put);
    first.put("body", request.body());
  }
}
