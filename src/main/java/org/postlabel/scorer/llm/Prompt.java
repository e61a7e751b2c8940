package org.postlabel.scorer.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.postlabel.scorer.llm.codebook.Codebook;

/**
 * A prompt that was sent, and the outcomes of its questions.
 *
 * @param model as the service named it in its answer, else as we did
 * @param usage of the whole prompt
 */
record Prompt(Map<String, Question> questionById, String model, String hash, Usage usage) {
  /** A prompt before its answer. */
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

  /**
   * The outcomes by text hash.
   *
   * @param otherwise why a question without a label has none
   */
  Map<String, Outcome> outcomes(Map<String, Map<String, Object>> labelById, Reason otherwise) {
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

  /** All questions once more, as they are, after an answer that was paid for in vain. */
  Map<String, Outcome> again() {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Question question : questionById.values()) {
      outcomes.put(
          question.textHash(),
          new Outcome.AskAgain(
              question.amendments(), usage.share(outcomes.size(), questionById.size())));
    }
    return outcomes;
  }

  private Optional<Scores> scores(Map<String, Object> label) {
    Map<String, Object> scores = new TreeMap<>(label);
    scores.put(Codebook.MODEL, model);
    return scores.values().stream().allMatch(Prompt::isStorable)
        ? Optional.of(Scores.of(scores))
        : Optional.empty();
  }

  /** PostgreSQL stores no null character, and UTF-8 encodes no lone surrogate. */
  private static boolean isStorable(Object value) {
    return !(value instanceof String words)
        || (words.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(words));
  }
}
