package org.postlabel.scorer.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Reply;

/** A service that gives each text one word. */
class TextsScorerTest {
  private static final List<Question> THREE =
      List.of(Question.about("one"), Question.about("two"), Question.about("three"));

  private final AtomicInteger failures = new AtomicInteger();
  private Optional<Outcome> objection = Optional.empty();

  @Test
  void pairsResultsByTheirOrder() throws IOException {
    Map<String, Outcome> outcomes = ask(THREE, Reply.ok("[\"a\",\"b\",\"c\"]"));

    assertThat(outcomes.get(THREE.get(0).textHash()), is(answered("a")));
    assertThat(outcomes.get(THREE.get(1).textHash()), is(answered("b")));
    assertThat(outcomes.get(THREE.get(2).textHash()), is(answered("c")));
    assertThat(failures.get(), is(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"a\",\"b\"]", "[\"a\",\"b\",\"c\",\"d\"]"})
  void asksInSmallerRequestsWhenThereIsNotOneResultForEach(String body) throws IOException {
    assertThat(
        Set.copyOf(ask(THREE, Reply.ok(body)).values()),
        is(Set.of(new Outcome.AskAgain(Set.of("together=2")))));
    assertThat(
        ask(THREE.subList(0, 1), Reply.ok("[1,2]")).values().iterator().next(),
        is(Outcome.TryLater.noProvider("2 results for one text")));
  }

  @ParameterizedTest
  @CsvSource({
    "200, {}, an answer that is no list, 0",
    "400, [], status 400, 0",
    "503, [], status 503, 1"
  })
  void givesOneOutcomeToAllWhenARequestFails(int status, String body, String cause, int reported)
      throws IOException {
    assertThat(
        Set.copyOf(ask(THREE, new Reply(status, body, Map.of())).values()),
        is(Set.of(Outcome.TryLater.noProvider(cause))));
    assertThat(failures.get(), is(reported));
  }

  @Test
  void asksNobodyWhileTheServiceObjects() throws IOException {
    objection = Optional.of(new Outcome.Refused("another model"));
    try (ScriptedService server = new ScriptedService(asked -> Reply.ok("[]"));
        Scorer scorer = scorer(server)) {
      assertThat(
          Set.copyOf(scorer.score(THREE).values()),
          is(Set.of(new Outcome.Refused("another model"))));
      assertThat(server.asked(), hasSize(0));
    }
  }

  @Test
  void countsARequestAsOneQuery() throws IOException {
    try (ScriptedService server = new ScriptedService(asked -> Reply.ok("[]"));
        Scorer scorer = scorer(server)) {
      assertThat(scorer.maxQuestionsPerRequest(), is(5));
      assertThat(scorer.queriesFor(3), is(1));
      assertThat(scorer.questionsFor(0), is(0));
      assertThat(scorer.questionsFor(1), is(5));
    }
  }

  private Map<String, Outcome> ask(List<Question> questions, Reply reply) throws IOException {
    try (ScriptedService server = new ScriptedService(asked -> reply);
        Scorer scorer = scorer(server)) {
      return scorer.score(questions);
    }
  }

  private Scorer scorer(ScriptedService server) {
    return new TextsScorer(
        ServiceClient.of(URI.create(server.url()), Map.of(), 1, Duration.ofSeconds(30)),
        new Words(),
        5);
  }

  private static Outcome answered(String word) {
    return new Outcome.Answered(Answer.scored(Scores.of(Map.of("word", word))));
  }

  private final class Words implements TextsScorer.Service {
    @Override
    public String answer() {
      return "list";
    }

    @Override
    public String path() {
      return "/words";
    }

    @Override
    public JsonNode body(List<String> texts) {
      ArrayNode body = JsonNodeFactory.instance.arrayNode();
      texts.forEach(body::add);
      return body;
    }

    @Override
    public Outcome error(HttpReply reply, int together) {
      return Outcome.TryLater.noProvider("status " + reply.status());
    }

    @Override
    public Optional<TextsScorer.Results> results(
        JsonNode reply, List<Question> questions, String requestHash) {
      return reply.isArray() ? Optional.of(new WordsOf(reply)) : Optional.empty();
    }

    @Override
    public Optional<Outcome> objection() {
      return objection;
    }

    @Override
    public void requestFailed() {
      failures.incrementAndGet();
    }
  }

  private record WordsOf(JsonNode words) implements TextsScorer.Results {
    @Override
    public int size() {
      return words.size();
    }

    @Override
    public Outcome outcome(int index) {
      return answered(words.path(index).asText());
    }
  }
}
