package org.postlabel.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.postlabel.output.JsonDocument;
import org.postlabel.post.Usage;
import org.postlabel.run.RecordedRun;
import org.postlabel.scorer.LastDayOutlook;
import org.postlabel.status.RunProgress.Queries;

/** A status as a JSON object; times are in ISO 8601, what is not known is null. */
public final class StatusJson {
  private StatusJson() {}

  /**
   * In several lines, or in one.
   *
   * @param lastDay of the provider, where it is near
   */
  public static String of(Status status, Optional<LastDayOutlook> lastDay, boolean isOneLine) {
    ObjectNode all = JsonDocument.object(status);
    status.inProgress().forEach(run -> add(run, all.withArray("inProgress").addObject()));
    status
        .runs()
        .forEach(
            run ->
                add(run, all.withArray("runs").addObject())
                    .put("cluster", status.clusters().get(run.runId())));
    all.set("lastDay", JsonDocument.tree(lastDay.orElse(null)));
    return isOneLine ? all.toString() : all.toPrettyString();
  }

  private static void add(RunProgress run, ObjectNode node) {
    Queries queries = run.queries();
    node.put("run", run.run().runId());
    node.put("scorer", run.run().scorerId());
    node.put("startedAt", run.run().startedAt().toString());
    node.put("elapsedSeconds", run.run().took().toSeconds());
    node.put("posts", run.posts());
    node.put("done", run.done());
    node.put("answered", run.answered());
    node.put("postsPerSecond", run.postsPerSecond());
    node.set("queriesPerSecond", JsonDocument.tree(queries.perSecond()));
    node.set("quotaPerSecond", JsonDocument.tree(queries.quotaPerSecond()));
    node.set("quotaUse", JsonDocument.tree(queries.quotaUse()));
    ObjectNode lastMinute = JsonDocument.object(queries.counts());
    lastMinute.remove("calls");
    node.set("lastMinute", lastMinute);
    node.put("secondsLeft", run.timeLeft().map(left -> left.toSeconds()).orElse(null));
  }

  private static ObjectNode add(RecordedRun run, ObjectNode node) {
    Usage usage = run.sums().usage();
    long cost = run.sums().costMicros();
    node.put("run", run.runId());
    node.put("scorer", run.scorerId());
    node.put("status", run.status());
    node.put("startedAt", run.startedAt().toString());
    node.put("seconds", run.took().toSeconds());
    node.put("labelled", run.sums().labelled());
    node.put("failed", run.sums().failed());
    node.put("leftForLater", run.sums().leftForLater());
    node.put("calls", run.sums().calls());
    node.put("promptTokens", usage.promptTokens());
    node.put("completionTokens", usage.completionTokens());
    node.put("cost", cost == 0 ? null : cost / 1e6);
    node.put("emulated", run.isEmulated());
    node.put("providerChange", run.canaries().providerChangeOrNull());
    return node;
  }
}
