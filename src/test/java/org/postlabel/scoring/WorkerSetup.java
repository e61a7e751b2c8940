package org.postlabel.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.quota.Pace;
import org.postlabel.quota.TokenLimits;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** A database with a run in progress, and workers of that run without pauses worth the name. */
final class WorkerSetup implements AutoCloseable {
  static final int MAX_ATTEMPTS = 3;
  static final int MAX_IN_FLIGHT = 8;

  final FreshDatabase tables;

  WorkerSetup(Engine engine) {
    tables = engine.migrated();
    tables.addRun("run-1", "scorer-1");
    tables.addRun("run-2", "scorer-2");
  }

  WorkerConfig config(String runId, ScriptedScorer scorer, long maxQueries) {
    return config(runId, scorer, maxQueries, TokenLimits.NONE);
  }

  WorkerConfig withTokens(String runId, ScriptedScorer scorer, TokenLimits tokens) {
    return config(runId, scorer, 0, tokens);
  }

  private WorkerConfig config(
      String runId, ScriptedScorer scorer, long maxQueries, TokenLimits tokens) {
    return new WorkerConfig(
        runId,
        tables.database(),
        scorer,
        "quota-1",
        Pace.UNLIMITED,
        new RetryPolicy(
            MAX_ATTEMPTS, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(1), 3),
        new WorkerLimits(MAX_IN_FLIGHT, Duration.ofSeconds(10), maxQueries, null, false, tokens));
  }

  Worker worker(ScriptedScorer scorer) {
    return new Worker(config("run-1", scorer, 0));
  }

  @Override
  public void close() {
    tables.close();
  }

  static Question question(String text) {
    return Question.about(new Post("", text, PostMetadata.NONE));
  }

  static List<Question> questions(int count) {
    return IntStream.range(0, count).mapToObj(i -> question("Text number " + i)).toList();
  }

  /** Asks all at once and waits for all. */
  static Map<Question, Optional<Answer>> answers(Worker worker, List<Question> questions)
      throws Exception {
    Map<String, CompletableFuture<Optional<Answer>>> coming =
        worker.score(new ArrayList<>(questions));
    Map<Question, Optional<Answer>> answers = new HashMap<>();
    for (Question question : questions) {
      answers.put(question, coming.get(question.textHash()).get());
    }
    return answers;
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
