package org.postlabel.scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.postlabel.post.Answer;
import org.postlabel.run.EarlierShare;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.WatchedShare;

/**
 * Stops a run when the share of positive answers collapses, against the run before or against its
 * own beginning: a sign of a prompt without posts, or of another model under the same name. Each
 * worker watches its own answers. Thread-safe.
 */
final class ShareWatch {
  /** Labels that an earlier run must have made, or this one before the window. */
  private static final int LEAST_REFERENCE = 200;

  private static final int WINDOW = 200;
  private static final int CHECK_EVERY = 20;

  /** Posts in flight while a share is new: what is in flight is paid for, whatever it shows. */
  static final int IN_FLIGHT_AT_FIRST = 40;

  /** A share with a lower probability has not come about by chance, however often it is checked. */
  private static final double CHANCE = 1e-6;

  /** An answer is in the ledger when it is added here, by a clock that may differ a little. */
  private static final Duration KEPT_WITHIN = Duration.ofSeconds(10);

  private final WatchedShare watched;
  private final Supplier<Optional<Double>> earlierShare;
  private final StopSign stopSign;
  private final boolean[] window = new boolean[WINDOW];
  private final Instant[] keptBefore = new Instant[WINDOW];
  private Optional<Double> earlier = Optional.empty();
  private long answers;
  private int inWindow;
  private long positivesBefore;

  /**
   * @param earlierShare that of the run before; called once
   */
  ShareWatch(WatchedShare watched, Supplier<Optional<Double>> earlierShare, StopSign stopSign) {
    this.watched = watched;
    this.earlierShare = earlierShare;
    this.stopSign = stopSign;
  }

  /** Watches the share that the scorer of {@code config} names, if any. */
  static Optional<ShareWatch> of(WorkerConfig config, StopSign stopSign) {
    return config
        .scorer()
        .watchedShare()
        .map(
            watched ->
                new ShareWatch(
                    watched,
                    () ->
                        EarlierShare.find(
                            config.database(), watched, config.runId(), LEAST_REFERENCE),
                    stopSign));
  }

  synchronized void add(Answer answer) {
    Optional<Object> value = answer.scores().value(watched.attribute());
    if (value.isEmpty()) {
      return;
    }
    if (answers == 0) {
      earlier = earlierShare.get();
    }
    int place = (int) (answers % WINDOW);
    if (answers >= WINDOW && window[place]) {
      inWindow--;
      positivesBefore++;
    }
    window[place] = value.get().equals(watched.value());
    keptBefore[place] = Instant.now();
    inWindow += window[place] ? 1 : 0;
    answers++;
    if (answers % CHECK_EVERY == 0) {
      check();
    }
  }

  /** Whether a whole window has been checked at. */
  synchronized boolean isPastFirstWindow() {
    return answers >= WINDOW;
  }

  private void check() {
    long before = answers - WINDOW;
    earlier.ifPresent(share -> compare(share, "in the run before"));
    if (before >= LEAST_REFERENCE) {
      compare((double) positivesBefore / before, "earlier in this run");
    }
  }

  /** The time when the first answer of the window was kept, or a little earlier. */
  private Instant windowBegan() {
    int first = answers < WINDOW ? 0 : (int) (answers % WINDOW);
    return keptBefore[first].minus(KEPT_WITHIN);
  }

  private void compare(double reference, String where) {
    int checked = (int) Math.min(answers, WINDOW);
    double share = (double) inWindow / checked;
    boolean hasCollapsed =
        share < reference * (1 - watched.maxDrop())
            && new BinomialDistribution(checked, reference).cumulativeProbability(inWindow)
                < CHANCE;
    if (hasCollapsed) {
      stopSign.distrust(
          String.format(
              Locale.ROOT,
              "%s is %s of %.2f %% of the last %d answers, and was of %.2f %% %s: is the"
                  + " model, or the prompt, still the same? --maxShareDrop sets the limit",
              watched.column(),
              watched.value(),
              100 * share,
              checked,
              100 * reference,
              where),
          windowBegan());
    }
  }
}
