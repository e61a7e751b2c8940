package org.postlabel.scoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.postlabel.database.Outage;
import org.postlabel.ledger.CanaryAnswers;
import org.postlabel.ledger.CanaryAnswers.Earlier;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the canary texts of a run anew and judges the provider by its answers. They go through the
 * run's own worker, so they keep to its quota and its limits, and are counted like all queries.
 */
public final class CanaryRound {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryRound.class);

  /** Of --maxQueries, no more than one in so many go to canaries. */
  private static final long SHARE = 2;

  private final WorkerConfig config;
  private final Canaries canaries;
  private final Worker worker;
  private final CanaryAnswers kept;

  /** A round with {@code worker}, which was made from {@code config}. */
  public CanaryRound(WorkerConfig config, Canaries canaries, Worker worker) {
    this.config = config;
    this.canaries = canaries;
    this.worker = worker;
    this.kept = new CanaryAnswers(config.database(), config.scorer().scorerId(), config.runId());
  }

  /** Whether a run within {@code limits} has queries enough to begin with {@code canaries}. */
  public static boolean isWithin(WorkerLimits limits, Canaries canaries, ScorerProvider scorer) {
    return limits.maxQueries() == 0
        || limits.maxQueries() >= SHARE * scorer.queriesFor(canaries.texts().size());
  }

  /**
   * Sets the worker's stop sign when the provider cannot be trusted. Nothing is judged and nothing
   * kept when the run stops meanwhile.
   *
   * @return what came of it, for people; empty when nobody was asked or the run stops
   */
  public Optional<String> make() throws InterruptedException, ExecutionException {
    if (!isWithin(config.limits(), canaries, config.scorer())) {
      LOG.warn(
          "The {} canary texts are not asked: they would use up most of --maxQueries={}.",
          canaries.texts().size(),
          config.limits().maxQueries());
      return Optional.empty();
    }
    Optional<Earlier> last = Outage.outlast(config.database(), kept::last);
    Map<String, Answer> answers = answers();
    StopSign stopSign = worker.stopSign();
    if (stopSign.isSet()) {
      return Optional.empty();
    }
    String asked = "%d of %d answered".formatted(answers.size(), canaries.texts().size());
    if (answers.size() < canaries.texts().size()) {
      LOG.warn("Of the canary texts {}: the others are not judged.", asked);
    }
    if (answers.isEmpty()) {
      return Optional.of(asked);
    }
    Verdict verdict = canaries.judge(answers, last.map(Earlier::answers).orElse(Map.of()));
    Optional<String> change = Optional.empty();
    if (verdict instanceof Verdict.Distrusted distrusted) {
      stopSign.set(new Stop(Stop.Kind.DISTRUSTED, distrusted.message()));
    } else if (verdict instanceof Verdict.Changed changed) {
      change = Optional.of(sentence(changed, last));
      LOG.warn("{}.", change.get());
    }
    keep(answers, change);
    return Optional.of(asked + ", " + change.orElse(noChange(last)));
  }

  private static String noChange(Optional<Earlier> last) {
    return last.map(earlier -> "no change since run " + earlier.runId())
        .orElse("the first of this scorer");
  }

  private Map<String, Answer> answers() throws InterruptedException, ExecutionException {
    List<Question> questions =
        canaries.texts().stream()
            .map(text -> Question.about(new Post("", text, PostMetadata.NONE)))
            .toList();
    Map<String, Answer> answers = new HashMap<>();
    for (Map.Entry<String, CompletableFuture<Optional<Answer>>> asked :
        worker.askBesideTheLedger(questions).entrySet()) {
      try {
        asked.getValue().get().ifPresent(answer -> answers.put(asked.getKey(), answer));
      } catch (ExecutionException e) {
        if (!Outage.isBehind(e)) {
          throw e;
        }
        // The database is away, and with it the quota: the pipelines wait for it.
        LOG.debug("A canary text was not asked:", e);
      }
    }
    return answers;
  }

  private static String sentence(Verdict.Changed changed, Optional<Earlier> last) {
    return "THE PROVIDER'S MODEL HAS CHANGED%s: %s"
        .formatted(
            last.map(earlier -> " since run " + earlier.runId()).orElse(""), changed.message());
  }

  private void keep(Map<String, Answer> answers, Optional<String> change)
      throws InterruptedException {
    try {
      kept.keep(answers, change);
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      worker.stopSign().set(new Stop(Stop.Kind.DATABASE, Outage.message(e)));
    }
  }
}
