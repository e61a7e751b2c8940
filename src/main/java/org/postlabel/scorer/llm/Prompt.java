package org.postlabel.scorer.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Receipt;
import org.postlabel.post.Scores;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;

/**
 * A prompt that was sent, and what its answer means to each of its questions.
 *
 * @param model as its service named it, or as we did
 * @param usage of the whole
 */
record Prompt(Map<String, Question> questionById, String model, String hash, Usage usage) {
  /** Before it is answered. */
  Prompt(Map<String, Question> questionById, String model, String hash) {
    this(questionById, model, hash, Usage.NONE);
  }

  Prompt answeredBy(Optional<String> answeredBy, Usage used) {
    return new Prompt(
        questionById, answeredBy.filter(Prompt::isStorable).orElse(model), hash, used);
  }

  List<Question> questions() {
    return List.copyOf(questionById.values());
  }

  /** When the answer as a whole is of no use. */
  Map<String, Outcome> noneLabelled(Reason reason) {
    return outcomes(Map.of(), reason);
  }

  /** What {@code labelById} holds is kept; the rest is asked again. */
  Map<String, Outcome> labelled(Map<String, JsonNode> labelById) {
    return outcomes(labelById, Reason.INVALID_ANSWER);
  }

  private Map<String, Outcome> outcomes(Map<String, JsonNode> labelById, Reason otherwise) {
    Map<String, Outcome> outcomes = new HashMap<>();
    questionById.forEach(
        (id, question) -> {
          int parts = questionById.size();
          Receipt receipt = new Receipt(model, hash, usage.share(outcomes.size(), parts));
          outcomes.put(
              question.textHash(),
              Optional.ofNullable(labelById.get(id))
                  .flatMap(this::scores)
                  .<Outcome>map(scores -> new Outcome.Answered(Answer.scored(scores).with(receipt)))
                  .orElseGet(() -> NextTry.after(otherwise, question, parts, receipt)));
        });
    return outcomes;
  }

  private Optional<Scores> scores(JsonNode label) {
    Map<String, Object> scores = new TreeMap<>();
    scores.put(SociopoliticalLabels.MODEL, model);
    scores.put(
        SociopoliticalLabels.IS_SOCIOPOLITICAL,
        label.path(SociopoliticalLabels.IS_SOCIOPOLITICAL).booleanValue());
    for (String words :
        List.of(
            SociopoliticalLabels.IDEOLOGY,
            SociopoliticalLabels.WHY_SOCIOPOLITICAL,
            SociopoliticalLabels.WHY_IDEOLOGY)) {
      if (label.path(words).isTextual()) {
        scores.put(words, label.path(words).textValue());
      }
    }
    return scores.values().stream().allMatch(Prompt::isStorable)
        ? Optional.of(Scores.of(scores))
        : Optional.empty();
  }

  /** No database keeps a null character, and no UTF-8 stands for half a character. */
  private static boolean isStorable(Object value) {
    return !(value instanceof String words)
        || (words.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(words));
  }
}
