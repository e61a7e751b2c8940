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
import org.postlabel.run.Stop;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the canary texts of a run and judges the provider by its answers. They go through the run's
 * own worker, so they keep to its quota and its limits, and are counted like all queries.
 */
public final class CanaryRound {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryRound.class);

  /** Of --maxQueries, no more than one in so many go to canaries. */
  private static final long SHARE = 2;

  private final Canaries canaries;
  private final Worker worker;
  private final CanaryAnswers kept;

  public CanaryRound(Canaries canaries, Worker worker) {
    this.canaries = canaries;
    this.worker = worker;
    WorkerConfig config = worker.config();
    this.kept = new CanaryAnswers(config.database(), config.scorer().scorerId(), config.runId());
  }

  /** Whether a run within {@code limits} has queries enough to begin with {@code canaries}. */
  public static boolean isWithin(WorkerLimits limits, Canaries canaries, ScorerProvider scorer) {
    return limits.maxQueries() == 0
        || limits.maxQueries() >= SHARE * scorer.queriesFor(canaries.texts().size());
  }

  /**
   * Sets the worker's stop sign when the provider cannot be trusted. What is answered is judged and
   * kept, also when the run stops meanwhile.
   *
   * @return what came of it, for people; empty when nothing was asked or the run stops
   */
  public Optional<String> make() throws InterruptedException, ExecutionException {
    WorkerConfig config = worker.config();
    int texts = canaries.texts().size();
    if (!isWithin(config.limits(), canaries, config.scorer())) {
      LOG.warn(
          "Skipping the {} canary texts: they would use up most of --maxQueries={}.",
          texts,
          config.limits().maxQueries());
      return Optional.empty();
    }
    Optional<Earlier> last = Outage.outlast(config.database(), kept::last);
    Map<String, Answer> answers = answers();
    String asked = "%d of %d answered".formatted(answers.size(), texts);
    if (answers.size() < texts && !worker.stopSign().isSet()) {
      LOG.warn("Canary texts: {}; the others are not judged.", asked);
    }
    if (answers.isEmpty()) {
      return worker.stopSign().isSet() ? Optional.empty() : Optional.of(asked);
    }
    Verdict verdict = canaries.judge(answers, last.map(Earlier::answers).orElse(Map.of()));
    Optional<String> change = apply(verdict, last);
    keep(answers, change);
    String noChange =
        last.map(earlier -> "no change since run " + earlier.runId())
            .orElse("the first of this scorer");
    return Optional.of(asked + ", " + change.orElse(noChange));
  }

  private Map<String, Answer> answers() throws InterruptedException, ExecutionException {
    List<Question> questions = canaries.texts().stream().map(Question::about).toList();
    Map<String, Answer> answers = new HashMap<>();
    for (Map.Entry<String, CompletableFuture<Optional<Answer>>> asked :
        worker.askUncached(questions).entrySet()) {
      try {
        asked.getValue().get().ifPresent(answer -> answers.put(asked.getKey(), answer));
      } catch (ExecutionException e) {
        if (!Outage.isBehind(e)) {
          throw e;
        }
        // Without the database there is no quota; the pipelines retry until it is available.
        LOG.debug("A canary text was not asked:", e);
      }
    }
    return answers;
  }

  /**
   * Acts on {@code verdict}; gives the change of the provider, if it has changed, as a sentence.
   */
  private Optional<String> apply(Verdict verdict, Optional<Earlier> last) {
    return switch (verdict.kind()) {
      case FINE -> Optional.empty();
      case CHANGED -> {
        String change =
            "THE PROVIDER'S MODEL HAS CHANGED%s: %s"
                .formatted(
                    last.map(earlier -> " since run " + earlier.runId()).orElse(""),
                    verdict.message());
        LOG.warn("{}.", change);
        yield Optional.of(change);
      }
      case DISTRUSTED -> {
        worker.stopSign().set(new Stop(Stop.Kind.DISTRUSTED, verdict.message()));
        yield Optional.empty();
      }
    };
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
