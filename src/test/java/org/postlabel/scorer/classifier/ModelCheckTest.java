package org.postlabel.scorer.classifier;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Asked;
import org.postlabel.testing.ScriptedService.Reply;

/** A server whose model is replaced while a run goes on. */
class ModelCheckTest {
  private static final Reply CLASSES =
      Reply.error(200, "[[{'score':1,'label':'kind'},{'score':0,'label':'toxic'}]]");

  private volatile Reply info = info("abc123");
  private volatile Reply classes = CLASSES;
  private volatile Instant now = Instant.parse("2026-11-27T12:00:00Z");

  @AutoClose private ScriptedService service;
  private Classifier classifier;

  @BeforeEach
  void startServer() throws IOException {
    service = new ScriptedService(this::reply);
    classifier =
        Classifier.from(
            PipelineOptionsFactory.fromArgs(
                    "--classifierEndpoint=" + service.url(), "--classifierActivation=sigmoid")
                .as(ClassifierOptions.class));
  }

  private Reply reply(Asked asked) {
    return asked.route().equals("GET /info") ? info : classes;
  }

  @Test
  void asksBeforeTheFirstRequestOfAWorker() {
    info = info("fffff");
    try (Scorer scorer = start()) {
      assertThat(
          ask(scorer),
          is(
              new Outcome.Distrusted(
                  "the classifier's server now serves org/model@fffff, not org/model@abc123, with"
                      + " which this run began; run again to label with the new one under a scorer"
                      + " ID of its own")));
    }
    assertThat(requests("POST /predict"), is(0L));
  }

  @Test
  void asksAgainAfterARequestThatFailed() {
    try (Scorer scorer = start()) {
      assertThat(ask(scorer), instanceOf(Outcome.Answered.class));
      assertThat(ask(scorer), instanceOf(Outcome.Answered.class));
      classes = new Reply(502, "<html>Bad Gateway</html>", Map.of());
      assertThat(ask(scorer), instanceOf(Outcome.TryLater.class));
      classes = CLASSES;
      info = info("fffff");

      assertThat(
          ask(scorer),
          is(
              new Outcome.Distrusted(
                  "the classifier's server now serves org/model@fffff, not org/model@abc123, with"
                      + " which this run began; run again to label with the new one under a scorer"
                      + " ID of its own. Answers of this run since 2026-11-27T11:59:50Z may be of"
                      + " either: they are not used again, and their labels get the reason"
                      + " model_distrusted",
                  Instant.parse("2026-11-27T11:59:50Z"))));
    }
    assertThat(requests("POST /predict"), is(3L));
  }

  /** Nobody sees a failure where a load balancer stands before two servers. */
  @Test
  void asksAgainEveryMinute() {
    try (Scorer scorer = start()) {
      assertThat(ask(scorer), instanceOf(Outcome.Answered.class));
      now = now.plusSeconds(59);
      assertThat(ask(scorer), instanceOf(Outcome.Answered.class));
      assertThat(requests("GET /info"), is(2L));
      now = now.plusSeconds(1);
      assertThat(ask(scorer), instanceOf(Outcome.Answered.class));
      assertThat(requests("GET /info"), is(3L));
      info = info("fffff");
      now = now.plusSeconds(60);
      assertThat(
          "since the last check, and a margin for the clocks of other workers",
          ((Outcome.Distrusted) ask(scorer)).since(),
          is(Instant.parse("2026-11-27T12:00:50Z")));
    }
  }

  @Test
  void aServerThatStartsAgainIsWaitedFor() {
    try (Scorer scorer = start()) {
      assertThat(ask(scorer), instanceOf(Outcome.Answered.class));
      classes = new Reply(503, "", Map.of());
      assertThat(ask(scorer), instanceOf(Outcome.TryLater.class));
      info = new Reply(503, "", Map.of());
      assertThat(
          ask(scorer), is(Outcome.TryLater.because("HTTP 503 without the model's name", null)));
      classes = CLASSES;
      info = info("abc123");
      assertThat(ask(scorer), instanceOf(Outcome.Answered.class));
    }
    assertThat(requests("POST /predict"), is(3L));
  }

  @Test
  void labelsInAnotherOrderAreAnotherModel() {
    info =
        Reply.error(
            200,
            """
            {'model_id': 'org/model', 'model_sha': 'abc123',
             'model_type': {'classifier': {'id2label': {'0': 'kind', '1': 'toxic'}}}}\
            """);
    try (Scorer scorer = start()) {
      assertThat(ask(scorer), instanceOf(Outcome.Distrusted.class));
    }
  }

  private Scorer start() {
    return classifier.start(1, Duration.ofSeconds(5), ModelCheck.EVERY, () -> now);
  }

  private static Outcome ask(Scorer scorer) {
    Question question = Question.about("one text");
    return scorer.score(List.of(question)).get(question.textHash());
  }

  private long requests(String route) {
    return service.asked().stream().filter(asked -> asked.route().equals(route)).count();
  }

  private static Reply info(String revision) {
    return Reply.error(
        200,
        """
        {'model_id': 'org/model', 'model_sha': '%s', 'max_client_batch_size': 8,
         'model_type': {'classifier': {'id2label': {'1': 'kind', '0': 'toxic'}}}}\
        """
            .formatted(revision));
  }
}
