package org.postlabel.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.TokensSpent;

/** A status as a JSON object; times are in ISO 8601, what is not known is null. */
public final class StatusJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StatusJson() {}

  public static ObjectNode of(Status status) {
    ObjectNode all = JSON.createObjectNode();
    PostStates posts = status.posts();
    ObjectNode states = all.putObject("posts");
    states.put("posts", posts.posts());
    states.put("labelled", posts.labelled());
    ObjectNode failed = states.putObject("failed");
    new TreeMap<>(posts.failedByReason()).forEach(failed::put);
    states.put("notYetLabelled", posts.withoutLabel());
    states.put("labelsOfOtherPosts", posts.ofOtherPosts());
    states.put("countedAt", posts.countedAt().toString());
    status.inProgress().forEach(run -> progress(run, all.withArray("inProgress").addObject()));
    all.withArray("inProgress");
    status.runs().forEach(run -> run(run, all.withArray("runs").addObject()));
    all.withArray("runs");
    all.put("allRuns", status.allRuns());
    return all;
  }

  private static void progress(RunProgress run, ObjectNode node) {
    RunProgress.Queries queries = run.queries();
    node.put("run", run.run().runId());
    node.put("scorer", run.run().scorerId());
    node.put("startedAt", run.run().startedAt().toString());
    node.put("elapsedSeconds", run.run().took().toSeconds());
    node.put("posts", run.posts());
    node.put("done", run.done());
    node.put("answered", run.answered());
    node.put("postsPerSecond", run.postsPerSecond());
    node.put("queriesPerSecond", orNull(queries.perSecond()));
    node.put("quotaPerSecond", orNull(queries.quotaPerSecond()));
    node.put("quotaUse", orNull(queries.quotaUse()));
    ObjectNode lastMinute = node.putObject("lastMinute");
    lastMinute.put("retries", queries.counts().retries());
    lastMinute.put("throttled", queries.counts().throttled());
    lastMinute.put("failures", queries.counts().failures());
    lastMinute.put("fromLedger", queries.counts().fromLedger());
    node.put("secondsLeft", run.timeLeft().map(left -> left.toSeconds()).orElse(null));
  }

  private static void run(RecordedRun run, ObjectNode node) {
    node.put("run", run.runId());
    node.put("scorer", run.scorerId());
    node.put("status", run.status());
    node.put("startedAt", run.startedAt().toString());
    node.put("seconds", run.took().toSeconds());
    node.put("labelled", run.sums().labelled());
    node.put("failed", run.sums().failed());
    node.put("leftForLater", run.sums().leftForLater());
    node.put("calls", run.sums().calls());
    TokensSpent tokens = run.sums().tokens();
    node.put("promptTokens", tokens.usage().promptTokens());
    node.put("completionTokens", tokens.usage().completionTokens());
    node.put("cost", tokens.costMicros() == 0 ? null : tokens.costMicros() / 1e6);
    node.put("providerChange", run.canaries().providerChangeOrNull());
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
