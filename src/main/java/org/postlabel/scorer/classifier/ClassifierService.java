package org.postlabel.scorer.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.TextsScorer;

/**
 * The requests and answers of a classifier.
 *
 * @param check empty where the server does not describe itself, or is not to be asked
 */
record ClassifierService(Classifier classifier, ErrorReply errors, Optional<ModelCheck> check)
    implements TextsScorer.Service {
  @Override
  public String answer() {
    return "classification";
  }

  @Override
  public String path() {
    return classifier.dialect().path();
  }

  @Override
  public JsonNode body(List<String> texts) {
    return classifier.dialect().body(texts, classifier);
  }

  @Override
  public Outcome error(HttpReply reply, int together) {
    return errors.outcome(reply, together);
  }

  @Override
  public Optional<TextsScorer.Results> results(
      JsonNode reply, List<Question> questions, String requestHash) {
    ClassScores scores = new ClassScores(classifier, requestHash);
    return classifier.dialect().results(reply).map(results -> new Results(results, scores));
  }

  @Override
  public Optional<Outcome> objection() {
    return check.flatMap(ModelCheck::objection);
  }

  @Override
  public void requestFailed() {
    check.ifPresent(ModelCheck::requestFailed);
  }

  private record Results(List<JsonNode> results, ClassScores scores)
      implements TextsScorer.Results {
    @Override
    public int size() {
      return results.size();
    }

    @Override
    public Outcome outcome(int index) {
      return scores.outcome(results.get(index));
    }
  }
}
