package org.postlabel.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.postlabel.metrics.Figure;
import org.postlabel.metrics.LabelCounters;
import org.postlabel.metrics.TrafficMetrics;
import org.postlabel.post.Answer;
import org.postlabel.post.Label;
import org.postlabel.post.Post;
import org.postlabel.scorer.Question;
import org.postlabel.scoring.Worker;
import org.postlabel.scoring.WorkerConfig;
import org.postlabel.scoring.Workers;

/**
 * Scores batches of posts. Emits one label for each post whose text has an answer, after that
 * answer is committed to the ledger; a post that is left for a later run has no label and is
 * counted.
 */
public final class ScorePosts
    extends PTransform<PCollection<KV<Integer, Iterable<Post>>>, PCollection<Label>> {
  private final WorkerConfig config;

  private ScorePosts(WorkerConfig config) {
    this.config = config;
  }

  /** Scores with the worker of {@code config}, which all bundles of a JVM share. */
  public static ScorePosts using(WorkerConfig config) {
    return new ScorePosts(config);
  }

  @Override
  public PCollection<Label> expand(PCollection<KV<Integer, Iterable<Post>>> batches) {
    return batches.apply(ParDo.of(new ScoreFn(config))).setCoder(LabelCoder.of());
  }

  static final class ScoreFn extends DoFn<KV<Integer, Iterable<Post>>, Label> {
    private final WorkerConfig config;
    private final LabelCounters labels = new LabelCounters();
    private final Counter leftForLater = Figure.POSTS_LEFT_FOR_LATER.counter();
    private final Distribution batchSize = Figure.BATCH_SIZE.distribution();
    private final TrafficMetrics sent = new TrafficMetrics();

    private transient Worker worker;
    private transient List<Pending> pending;

    ScoreFn(WorkerConfig config) {
      this.config = config;
    }

    @Setup
    public void setUp() {
      worker = Workers.acquire(config);
    }

    @StartBundle
    public void startBundle() {
      pending = new ArrayList<>();
    }

    @ProcessElement
    public void score(@Element KV<Integer, Iterable<Post>> batch, OutputReceiver<Label> receiver)
        throws InterruptedException, ExecutionException {
      Map<String, List<Post>> postsByText = new LinkedHashMap<>();
      Map<String, Question> questions = new LinkedHashMap<>();
      for (Post post : batch.getValue()) {
        Question question = Question.about(post);
        questions.putIfAbsent(question.textHash(), question);
        postsByText.computeIfAbsent(question.textHash(), hash -> new ArrayList<>()).add(post);
      }
      batchSize.update(postsByText.values().stream().mapToLong(List::size).sum());
      Map<String, CompletableFuture<Optional<Answer>>> answers = worker.score(questions.values());
      postsByText.forEach((hash, posts) -> pending.add(new Pending(posts, answers.get(hash))));
      emit(true, receiver::output);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context)
        throws InterruptedException, ExecutionException {
      emit(
          false,
          label ->
              context.output(label, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE));
      sent.add(worker.tally());
    }

    @Teardown
    public void tearDown() {
      if (worker != null) {
        Workers.release(config);
      }
    }

    /** Emits what has returned; when all must be emitted, waits for it. */
    private void emit(boolean onlyWhatIsDone, Consumer<Label> receiver)
        throws InterruptedException, ExecutionException {
      List<Pending> stillPending = new ArrayList<>();
      for (Pending waiting : pending) {
        if (onlyWhatIsDone && !waiting.answer.isDone()) {
          stillPending.add(waiting);
          continue;
        }
        Optional<Answer> answer = waiting.answer.get();
        if (answer.isEmpty()) {
          leftForLater.inc(waiting.posts.size());
          continue;
        }
        for (Post post : waiting.posts) {
          Label label = Label.of(post, answer.get(), Instant.now(), config.scorer().scorerId());
          labels.count(label);
          receiver.accept(label);
        }
      }
      pending = stillPending;
    }
  }

  /** Posts of one text, and the answer to come. */
  private record Pending(List<Post> posts, CompletableFuture<Optional<Answer>> answer) {}
}
