package org.postlabel.job;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.scorer.Question;
import org.postlabel.scoring.CanaryRound;
import org.postlabel.scoring.FirstCall;
import org.postlabel.scoring.Worker;
import org.postlabel.scoring.WorkerConfig;
import org.postlabel.selection.WorkList;

/** What a run asks before its pipelines begin. */
record Opening(RunConfig config, WorkList list, WorkerConfig workerConfig, Worker worker) {
  /** Texts that the ledger is asked about at once. */
  private static final long PORTION = 1_000;

  /**
   * Asks the first text on the list, which holds {@code posts}, that has to be paid for, and then
   * the canaries. When there is no such text, nobody is asked.
   *
   * @return what came of the canaries, for people
   */
  Optional<String> make(long posts) throws InterruptedException, ExecutionException {
    List<Slice> portions = Slice.cut(posts, PORTION);
    boolean hasAsked =
        FirstCall.make(
            workerConfig,
            () -> portions.stream().map(this::questions).iterator(),
            worker.stopSign(),
            worker.tally());
    return hasAsked && !worker.stopSign().isSet() && config.canaries().isPresent()
        ? new CanaryRound(workerConfig, config.canaries().get(), worker).make()
        : Optional.empty();
  }

  private List<Question> questions(Slice portion) {
    return list.texts(portion.first(), portion.last()).stream()
        .filter(text -> config.texts().objectionTo(text).isEmpty())
        .map(text -> Question.about(new Post("", text, PostMetadata.NONE)))
        .toList();
  }
}
