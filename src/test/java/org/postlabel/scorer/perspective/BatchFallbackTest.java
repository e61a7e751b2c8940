package org.postlabel.scorer.perspective;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.testing.StandardError;

class BatchFallbackTest {
  private static final String SECRET = "AIza-made-up-for-tests_0123456789";
  private static final String SPAM = "{\"attributeScores\":{\"SPAM\":{\"summaryScore\":{}}}}";
  private static final Outcome SCORED =
      new Outcome.Answered(
          new Answer(Scores.of(Map.of("SPAM", 0.0)), Reason.SOME_ATTRIBUTES_MISSING));
  private static final Question FIRST = question("The first text");
  private static final Question SECOND = question("The second text");

  @TempDir private Path folder;
  @AutoClose private final StandardError log = new StandardError();

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 413, 501})
  void asksTheSameQuestionsAgainSinglyWhereThereAreNoBatches(int status) throws IOException {
    try (ScriptedServer server = withoutBatches(status);
        Scorer scorer = start(server, "batch")) {
      assertThat(scorer.maxQuestionsPerRequest(), is(100));
      Question amended = FIRST.amended(Set.of("without:SPAM"));

      Map<String, Outcome> refused = scorer.score(List.of(amended, SECOND));

      assertThat(
          refused,
          is(
              Map.of(
                  FIRST.textHash(), new Outcome.AskAgain(Set.of("without:SPAM")),
                  SECOND.textHash(), new Outcome.AskAgain(Set.of()))));
      assertThat(scorer.maxQuestionsPerRequest(), is(1));
      assertThat("of a request that waited meanwhile", scorer.questionsFor(2), is(2));
      assertThat(scorer.score(List.of(FIRST)), is(Map.of(FIRST.textHash(), SCORED)));
      assertThat(
          server.asked.stream().map(ScriptedServer.Asked::path).toList(),
          is(List.of("/batch", "/v1alpha1/comments:analyze")));
      assertThat(
          log.text(),
          is(
              "[WARN] %s does not accept batches (HTTP %d); sending single calls."
                      .formatted(server.url().getAuthority(), status)
                  + " --requestMode=single sends them from the start.\n"));
    }
  }

  @Test
  void saysSoOnceForAllBatchesInFlight() throws Exception {
    CyclicBarrier together = new CyclicBarrier(8);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ScriptedServer server =
            new ScriptedServer(
                (exchange, asked) -> {
                  await(together);
                  ScriptedServer.send(exchange, 404, "text/html", "<html>");
                });
        Scorer scorer = start(server, "batch")) {
      Callable<Map<String, Outcome>> batch = () -> scorer.score(List.of(FIRST, SECOND));
      List<Callable<Map<String, Outcome>>> batches = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        batches.add(batch);
      }
      for (Future<Map<String, Outcome>> outcomes : threads.invokeAll(batches)) {
        Outcome again = new Outcome.AskAgain(Set.of());
        assertThat(outcomes.get(), is(Map.of(FIRST.textHash(), again, SECOND.textHash(), again)));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(log.text().lines().count(), is(1L));
  }

  @Test
  void keepsTheAnswersThatCameBeforeTheConnectionBroke() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                (exchange, asked) -> {
                  if (asked.body().contains("The first text")) {
                    ScriptedServer.send(exchange, 200, "application/json", SPAM);
                  }
                });
        Scorer scorer = start(server, "single")) {
      Map<String, Outcome> outcomes = scorer.score(List.of(FIRST, SECOND));

      assertThat(outcomes.get(FIRST.textHash()), is(SCORED));
      assertThat(outcomes.get(SECOND.textHash()) instanceof Outcome.TryLater, is(true));
    }
  }

  @Test
  void sendsTheKeyInAHeaderAndNeverLogsIt() throws IOException {
    List<String> records = new ArrayList<>();
    Handler handler = new Recorder(records);
    Logger transport = Logger.getLogger("com.google.api.client");
    transport.setLevel(Level.ALL);
    transport.addHandler(handler);
    try (ScriptedServer server = withoutBatches(404);
        Scorer scorer = start(server, "batch")) {
      scorer.score(List.of(FIRST));
      scorer.score(List.of(FIRST));
      server.stop();
      scorer.score(List.of(FIRST));

      server.asked.forEach(
          asked -> {
            assertThat(asked.key(), is(SECRET));
            assertThat((asked.path() + asked.body()).contains(SECRET), is(false));
          });
    } finally {
      transport.removeHandler(handler);
      transport.setLevel(null);
    }
    assertThat((log.text() + records).contains(SECRET), is(false));
  }

  private static ScriptedServer withoutBatches(int status) throws IOException {
    return new ScriptedServer(
        (exchange, asked) -> {
          if (asked.path().equals("/batch")) {
            ScriptedServer.send(exchange, status, "text/html", "<html>No such page</html>");
          } else {
            ScriptedServer.send(exchange, 200, "application/json", SPAM);
          }
        });
  }

  private Scorer start(ScriptedServer server, String mode) throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), SECRET);
    return PerspectiveTest.from(
            "--endpoint=" + server.url(), "--apiKeyFile=" + key, "--requestMode=" + mode)
        .start(8, Duration.ofSeconds(10));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Question question(String text) {
    return Question.about(new Post("", text, PostMetadata.NONE));
  }

  private static final class Recorder extends Handler {
    private final List<String> records;

    Recorder(List<String> records) {
      this.records = records;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord logged) {
      records.add(logged.getMessage() + " " + logged.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
