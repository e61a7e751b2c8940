package org.postlabel;

import java.util.List;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.run.WorkList;
import org.postlabel.scorer.Question;
import org.postlabel.worker.FirstCall;
import org.postlabel.worker.Worker;
import org.postlabel.worker.WorkerConfig;

/** What a run asks before its pipelines begin. */
record Opening(RunConfig config, WorkList list, WorkerConfig workerConfig, Worker worker) {
  /** Texts that the ledger is asked about at once. */
  private static final long PORTION = 1_000;

  /** Looks for a text to ask on all the list, which holds {@code posts}. */
  void make(long posts) throws InterruptedException {
    List<Slice> portions = Slice.cut(posts, PORTION);
    FirstCall.make(
        workerConfig,
        () -> portions.stream().map(this::questions).iterator(),
        worker.stopSign(),
        worker.tally());
  }

  private List<Question> questions(Slice portion) {
    return list.texts(portion.first(), portion.last()).stream()
        .filter(text -> config.texts().objectionTo(text).isEmpty())
        .map(text -> Question.about(new Post("", text, PostMetadata.NONE)))
        .toList();
  }
}
