package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.postlabel.json.Json;
import org.postlabel.post.Post;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/**
 * Has several texts judged by each request, which is one query. Results have no names, so they are
 * paired by their order, and only when there is one for each text; else the texts are asked again
 * in smaller requests. Thread-safe.
 */
public final class TextsScorer implements Scorer {
  private static final ObjectMapper JSON = Json.mapper();

  private static final int SERVER_ERROR = 500;

  private final ServiceClient client;
  private final Service service;
  private final int textsPerRequest;

  public TextsScorer(ServiceClient client, Service service, int textsPerRequest) {
    this.client = client;
    this.service = service;
    this.textsPerRequest = textsPerRequest;
  }

  @Override
  public int maxQuestionsPerRequest() {
    return textsPerRequest;
  }

  @Override
  public int maxTogether(Question question) {
    return Halving.maxTogether(question, textsPerRequest);
  }

  @Override
  public boolean isOneQuery() {
    return true;
  }

  @Override
  public Usage mostUsage(List<Question> questions) {
    return service.mostUsage(questions);
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    Optional<Outcome> objection = service.objection();
    if (objection.isPresent()) {
      return Outcome.ofAll(questions, objection.get());
    }
    byte[] body = body(questions);
    HttpReply reply;
    try {
      reply = client.post(service.path(), "application/json", body, onSent);
    } catch (IOException e) {
      service.requestFailed();
      return Outcome.ofAll(questions, Outcome.TryLater.noProvider(ServiceClient.cause(e)));
    }
    if (!reply.isSuccess()) {
      if (reply.status() >= SERVER_ERROR) {
        service.requestFailed();
      }
      return Outcome.ofAll(questions, service.error(reply, questions.size()));
    }
    Optional<Results> read =
        service.results(reply.json(), questions, Post.textHash(new String(body, UTF_8)));
    if (read.isEmpty()) {
      return Outcome.ofAll(
          questions, Outcome.TryLater.noProvider("an answer that is no " + service.answer()));
    }
    Results results = read.get();
    return results.size() == questions.size()
        ? paired(questions, results)
        : Outcome.ofAll(
            questions,
            Halving.after(
                questions.size(),
                Outcome.TryLater.noProvider("%d results for one text".formatted(results.size()))));
  }

  private byte[] body(List<Question> questions) {
    try {
      return JSON.writeValueAsBytes(service.body(questions.stream().map(Question::text).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text was not valid Unicode", e);
    }
  }

  private static Map<String, Outcome> paired(List<Question> questions, Results results) {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      outcomes.put(questions.get(i).textHash(), results.outcome(i));
    }
    return outcomes;
  }

  @Override
  public OptionalDouble tokensPerMinute() {
    return client.tokensPerMinute();
  }

  @Override
  public boolean isEmulated() {
    return client.isEmulated();
  }

  @Override
  public void close() {
    client.close();
  }

  /** What differs between services that judge several texts by one request. Thread-safe. */
  public interface Service {
    /** What its answers are, in a word. */
    String answer();

    /** The path of a request, after the endpoint's own. */
    String path();

    JsonNode body(List<String> texts);

    /**
     * The outcome of each text of a request that failed.
     *
     * @param together how many texts it held
     */
    Outcome error(HttpReply reply, int together);

    /**
     * The results in a reply, in the order of the texts; empty when it is none of the service's.
     *
     * @param requestHash the SHA-256 of the whole request
     */
    Optional<Results> results(JsonNode reply, List<Question> questions, String requestHash);

    /** The most tokens that a request may use; none where tokens are not counted. */
    default Usage mostUsage(List<Question> questions) {
      return Usage.NONE;
    }

    /** Why nothing may be asked now. */
    default Optional<Outcome> objection() {
      return Optional.empty();
    }

    /** A request got no answer, or an error of the server's own. */
    default void requestFailed() {}
  }

  /** Results without names. */
  public interface Results {
    int size();

    /** That of the text with this number, from 0; asked only when there is one for each text. */
    Outcome outcome(int index);
  }
}
