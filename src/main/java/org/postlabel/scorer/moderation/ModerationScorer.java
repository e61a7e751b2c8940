package org.postlabel.scorer.moderation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.postlabel.json.Json;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.Reason;
import org.postlabel.post.Receipt;
import org.postlabel.post.Scores;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.Halving;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.ServiceClient;

/**
 * Has several texts moderated by each request, which is one query. Results have no names, so they
 * are paired by their order, and only when there is one for each text.
 */
final class ModerationScorer implements Scorer {
  private static final ObjectMapper JSON = Json.mapper();

  /** As the services estimate tokens; languages differ. */
  private static final int BYTES_PER_TOKEN = 4;

  private final ServiceClient client;
  private final ErrorReply errors;
  private final String model;
  private final int textsPerRequest;

  ModerationScorer(ServiceClient client, ErrorReply errors, String model, int textsPerRequest) {
    this.client = client;
    this.errors = errors;
    this.model = model;
    this.textsPerRequest = textsPerRequest;
  }

  /** About the tokens of {@code text}. */
  static Usage estimate(String text) {
    return new Usage(text.getBytes(UTF_8).length / BYTES_PER_TOKEN + 1, 0);
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
  public Usage mostUsage(List<Question> questions) {
    return questions.stream()
        .map(question -> estimate(question.text()))
        .reduce(Usage.NONE, Usage::plus);
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    byte[] body = body(questions);
    HttpReply reply;
    try {
      reply = client.post("/moderations", "application/json", body, onSent);
    } catch (IOException e) {
      return forAll(questions, Outcome.TryLater.noProvider(ServiceClient.cause(e)));
    }
    if (!reply.isSuccess()) {
      return forAll(questions, errors.outcome(reply, questions.size()));
    }
    Optional<ModerationReply> read = ModerationReply.of(reply.json());
    if (read.isEmpty()) {
      return forAll(questions, Outcome.TryLater.noProvider("an answer that is no moderation"));
    }
    if (read.get().size() != questions.size()) {
      return forAll(
          questions,
          Halving.after(
              questions.size(),
              Outcome.TryLater.noProvider("%d results for one text".formatted(read.get().size()))));
    }
    return answers(questions, read.get(), Post.textHash(new String(body, UTF_8)));
  }

  /** Plain strings: an array of objects would be one text in several parts. */
  private byte[] body(List<Question> questions) {
    ObjectNode body = JSON.createObjectNode().put("model", model);
    ArrayNode input = body.putArray("input");
    questions.forEach(question -> input.add(question.text()));
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text was not valid Unicode", e);
    }
  }

  private Map<String, Outcome> answers(
      List<Question> questions, ModerationReply reply, String requestHash) {
    String answering = reply.model().orElse(model);
    Usage all = reply.usage().orElseGet(() -> mostUsage(questions));
    Map<String, Outcome> outcomes = new HashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      Scores scores = reply.scores(i, answering);
      Answer answer = scores.isEmpty() ? Answer.failed(Reason.NO_SCORES) : Answer.scored(scores);
      outcomes.put(
          questions.get(i).textHash(),
          new Outcome.Answered(
              answer.with(new Receipt(answering, requestHash, all.share(i, questions.size())))));
    }
    return outcomes;
  }

  private static Map<String, Outcome> forAll(List<Question> questions, Outcome outcome) {
    return questions.stream().collect(toMap(Question::textHash, question -> outcome));
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
}
