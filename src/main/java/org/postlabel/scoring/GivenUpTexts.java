package org.postlabel.scoring;

import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.database.Outage;
import org.postlabel.ledger.UnansweredTexts;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Question;

/**
 * Decides what becomes of texts that failed in all their attempts of a run: each is left for later
 * runs, until it was so in several of them while the provider answered other texts. Thread-safe.
 */
final class GivenUpTexts {
  private final Database database;
  private final UnansweredTexts unanswered;
  private final ProviderHealth health;
  private final StopSign stopSign;
  private final int maxRuns;

  GivenUpTexts(WorkerConfig config, ProviderHealth health, StopSign stopSign) {
    this.database = config.database();
    this.unanswered = new UnansweredTexts(database, config.scorer().scorerId(), config.runId());
    this.health = health;
    this.stopSign = stopSign;
    this.maxRuns = config.retries().maxRuns();
  }

  /**
   * Counts the run for {@code question}, unless the provider may be at fault. That it is not is
   * known when it has scored another text since, or answers one now.
   *
   * @param sentNanos when the text was last sent, by {@link System#nanoTime}
   * @return the reason that is to be kept; empty when the text is left for a later run
   */
  Optional<Answer> failed(Question question, long sentNanos) throws InterruptedException {
    if (stopSign.isSet() || !health.hasAnsweredSince(sentNanos)) {
      return Optional.empty();
    }
    try {
      long runs =
          Outage.outlast(
              database,
              () -> unanswered.count(question.textHash(), question.text()),
              stopSign::isSet);
      return runs < maxRuns ? Optional.empty() : Optional.of(Answer.failed(Reason.UNANSWERABLE));
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      return Optional.empty(); // The next run in which it fails is counted.
    }
  }
}
