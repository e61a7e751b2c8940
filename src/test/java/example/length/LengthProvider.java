package example.length;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;

/**
 * Measures texts in this process.
 *
 * @param fullLength the code points of a text whose score is 1
 */
record LengthProvider(int fullLength) implements ScorerProvider {
  LengthProvider {
    if (fullLength < 1) {
      throw new IllegalArgumentException("--fullLength must be 1 or more, was " + fullLength);
    }
  }

  @Override
  public String scorerId() {
    return "length-" + fullLength;
  }

  @Override
  public String quotaName() {
    return "length";
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return new Scorer() {
      @Override
      public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
        onSent.run();
        return questions.stream()
            .collect(toMap(Question::textHash, question -> measured(question.text())));
      }

      @Override
      public int maxQuestionsPerRequest() {
        return 10;
      }

      @Override
      public void close() {}
    };
  }

  private Outcome measured(String text) {
    double share = Math.min(1, (double) text.codePointCount(0, text.length()) / fullLength);
    boolean isLong = share >= 0.5;
    return new Outcome.Answered(
        Answer.scored(
            Scores.of(
                Map.of(
                    "length_share", share, "is_long", isLong, "size", isLong ? "long" : "brief"))));
  }
}
