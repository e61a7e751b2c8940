package org.postlabel.job;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.scorer.Question;
import org.postlabel.scoring.CanaryRound;
import org.postlabel.scoring.FirstCall;
import org.postlabel.scoring.Worker;
import org.postlabel.selection.Replaced;
import org.postlabel.selection.WorkList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run says and asks before its pipelines begin. */
record Opening(RunConfig config, WorkList list, Worker worker) {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  /** Texts that are looked up in the ledger at once. */
  private static final long PORTION = 1_000;

  /**
   * Says how many labels are replaced, and asks the first text on the list, which holds {@code
   * posts}, that has to be paid for, and then the canaries. When there is no such text, nothing is
   * asked.
   *
   * @return what came of the canaries, for people
   */
  Optional<String> make(long posts) throws InterruptedException, ExecutionException {
    warnOfReplacedLabels(posts);
    boolean hasAsked =
        new FirstCall(worker)
            .make(
                () ->
                    Stream.iterate(
                            portion(1, posts),
                            portion -> portion.first() <= posts,
                            portion -> portion(portion.last() + 1, posts))
                        .map(this::questions)
                        .iterator());
    return hasAsked && !worker.stopSign().isSet() && config.canaries().isPresent()
        ? new CanaryRound(config.canaries().get(), worker).make()
        : Optional.empty();
  }

  private void warnOfReplacedLabels(long posts) {
    long replaced = list.labelsToReplace(Replaced.OTHER_SCORER);
    if (replaced > 0) {
      LOG.warn(
          "{} of the first {} posts have labels of another scorer: scoring such posts again as {}"
              + " and replacing their labels. What was paid for stays in the ledger."
              + " --keepOtherScorers leaves labels as they are.",
          replaced,
          posts,
          config.scorer().scorerId());
    }
  }

  private Slice portion(long first, long posts) {
    return new Slice(first, Math.min(posts, list.lastWithin(first, PORTION, config.sliceBytes())));
  }

  private List<Question> questions(Slice portion) {
    return list.texts(portion.first(), portion.last()).stream()
        .filter(text -> config.texts().objectionTo(text).isEmpty())
        .map(Question::about)
        .toList();
  }
}
