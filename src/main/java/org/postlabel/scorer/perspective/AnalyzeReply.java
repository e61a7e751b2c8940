package org.postlabel.scorer.perspective;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.HttpReply;

/** Reads the answer of {@code comments:analyze}. */
final class AnalyzeReply {
  /** Fields by which an answer is recognized; one without scores has one of the others. */
  private static final List<String> FIELDS =
      List.of("attributeScores", "languages", "detectedLanguages", "clientToken");

  private AnalyzeReply() {}

  /** The outcome of {@code question}, asked in {@code request}. */
  static Outcome read(HttpReply reply, Question question, AnalyzeRequest request) {
    return reply.isSuccess()
        ? scores(reply, question, request.attributes())
        : ErrorReply.read(reply, question, request);
  }

  private static Outcome scores(HttpReply reply, Question question, Set<String> attributes) {
    JsonNode body = reply.json();
    if (!body.isObject()) {
      return Outcome.TryLater.noProvider("an answer that is not JSON");
    }
    if (FIELDS.stream().noneMatch(body::has)) {
      return Outcome.TryLater.noProvider("an answer without Perspective's fields");
    }
    JsonNode token = body.path("clientToken");
    if (token.isTextual() && !token.textValue().equals(question.textHash())) {
      return Outcome.TryLater.noProvider("the answer to another text");
    }
    Map<String, Double> scores = new TreeMap<>();
    for (String attribute : attributes) {
      JsonNode summary = body.path("attributeScores").path(attribute).path("summaryScore");
      JsonNode value = summary.path("value");
      if (value.isNumber()) {
        scores.put(attribute, value.doubleValue());
      } else if (summary.isObject() && value.isMissingNode()) {
        scores.put(attribute, 0.0); // A protobuf printer omits zeros.
      }
    }
    for (Map.Entry<String, Double> score : scores.entrySet()) {
      if (!(score.getValue() >= 0 && score.getValue() <= 1)) {
        return new Outcome.Distrusted(
            "the provider's score of %s is %s, not within 0..1: it is no probability"
                .formatted(score.getKey(), score.getValue()));
      }
    }
    return new Outcome.Answered(answer(Scores.of(scores), question, attributes));
  }

  private static Answer answer(Scores scores, Question question, Set<String> attributes) {
    if (scores.isEmpty()) {
      return Answer.failed(Reason.NO_SCORES);
    }
    if (AnalyzeRequest.isInDefaultLanguage(question)) {
      return new Answer(scores, Reason.SCORED_AS_ENGLISH);
    }
    boolean isWhole = scores.byAttribute().size() == attributes.size();
    return new Answer(scores, isWhole ? null : Reason.SOME_ATTRIBUTES_MISSING);
  }
}
