package org.postlabel.scorer.moderation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Receipt;
import org.postlabel.post.Scores;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.TextsScorer;

/** The requests and answers of a moderation service. */
record ModerationService(String model, ErrorReply errors) implements TextsScorer.Service {
  /** As the services estimate tokens; languages differ. */
  private static final int BYTES_PER_TOKEN = 4;

  /** About the tokens of {@code text}. */
  static Usage estimate(String text) {
    return new Usage(text.getBytes(UTF_8).length / BYTES_PER_TOKEN + 1, 0);
  }

  @Override
  public String answer() {
    return "moderation";
  }

  @Override
  public String path() {
    return "/moderations";
  }

  /** Plain strings: an array of objects would be one text in several parts. */
  @Override
  public JsonNode body(List<String> texts) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    ArrayNode input = body.putArray("input");
    texts.forEach(input::add);
    return body;
  }

  @Override
  public Outcome error(HttpReply reply, int together) {
    return errors.outcome(reply, together);
  }

  @Override
  public Usage mostUsage(List<Question> questions) {
    return questions.stream()
        .map(question -> estimate(question.text()))
        .reduce(Usage.NONE, Usage::plus);
  }

  @Override
  public Optional<TextsScorer.Results> results(
      JsonNode json, List<Question> questions, String requestHash) {
    return ModerationReply.of(json).map(reply -> new Results(reply, questions, requestHash));
  }

  private final class Results implements TextsScorer.Results {
    private final ModerationReply reply;
    private final String answering;
    private final Usage all;
    private final int texts;
    private final String requestHash;

    Results(ModerationReply reply, List<Question> questions, String requestHash) {
      this.reply = reply;
      this.answering = reply.model().orElse(model);
      this.all = reply.usage().orElseGet(() -> mostUsage(questions));
      this.texts = questions.size();
      this.requestHash = requestHash;
    }

    @Override
    public int size() {
      return reply.size();
    }

    @Override
    public Outcome outcome(int index) {
      Scores scores = reply.scores(index, answering);
      Answer answer = scores.isEmpty() ? Answer.failed(Reason.NO_SCORES) : Answer.scored(scores);
      return new Outcome.Answered(
          answer.with(new Receipt(answering, requestHash, all.share(index, texts))));
    }
  }
}
