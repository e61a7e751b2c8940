package org.postlabel.scorer.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.json.Json;
import org.postlabel.post.Post;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.Halving;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.ServiceClient;

/**
 * Has several texts classified by each request, which is one query. Results are paired by their
 * order or number, and only when there is one for each text.
 */
final class ClassifierScorer implements Scorer {
  private static final ObjectMapper JSON = Json.mapper();

  private static final int SERVER_ERROR = 500;

  private final ServiceClient client;
  private final Classifier classifier;
  private final ErrorReply errors;
  private final Optional<ModelCheck> check;
  private final int textsPerRequest;

  /**
   * @param check empty where the server does not describe itself, or is not to be asked
   */
  ClassifierScorer(
      ServiceClient client, Classifier classifier, ErrorReply errors, Optional<ModelCheck> check) {
    this.client = client;
    this.classifier = classifier;
    this.errors = errors;
    this.check = check;
    this.textsPerRequest = classifier.model().maxTexts();
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
  public int queriesFor(int questions) {
    return 1;
  }

  @Override
  public int questionsFor(int queries) {
    return queries < 1 ? 0 : textsPerRequest;
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    Optional<Outcome> objection = check.flatMap(ModelCheck::objection);
    if (objection.isPresent()) {
      return forAll(questions, objection.get());
    }
    Dialect dialect = classifier.dialect();
    byte[] body = body(questions);
    HttpReply reply;
    try {
      reply = client.post(dialect.path(), "application/json", body, onSent);
    } catch (IOException e) {
      check.ifPresent(ModelCheck::requestFailed);
      return forAll(questions, Outcome.TryLater.noProvider(ServiceClient.cause(e)));
    }
    if (!reply.isSuccess()) {
      if (reply.status() >= SERVER_ERROR) {
        check.ifPresent(ModelCheck::requestFailed);
      }
      return forAll(questions, errors.outcome(reply, questions.size()));
    }
    Optional<List<JsonNode>> results = dialect.results(reply.json());
    if (results.isEmpty()) {
      return forAll(questions, Outcome.TryLater.noProvider("an answer that is no classification"));
    }
    if (results.get().size() != questions.size()) {
      return forAll(
          questions,
          Halving.after(
              questions.size(),
              Outcome.TryLater.noProvider(
                  "%d results for one text".formatted(results.get().size()))));
    }
    ClassScores scores = new ClassScores(classifier, Post.textHash(new String(body, UTF_8)));
    Map<String, Outcome> outcomes = new HashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      outcomes.put(questions.get(i).textHash(), scores.outcome(results.get().get(i)));
    }
    return outcomes;
  }

  private byte[] body(List<Question> questions) {
    try {
      return JSON.writeValueAsBytes(
          classifier.dialect().body(questions.stream().map(Question::text).toList(), classifier));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text was not valid Unicode", e);
    }
  }

  private static Map<String, Outcome> forAll(List<Question> questions, Outcome outcome) {
    return questions.stream().collect(toMap(Question::textHash, question -> outcome));
  }

  @Override
  public boolean isEmulated() {
    return client.isEmulated();
  }

  @Override
  public void close() {
    client.close();
  }
}
