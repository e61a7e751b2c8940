package org.postlabel.scoring;

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
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.postlabel.coder.LabelCoder;
import org.postlabel.post.Answer;
import org.postlabel.post.Label;
import org.postlabel.post.Post;
import org.postlabel.scorer.Question;
import org.postlabel.traffic.Counts;
import org.postlabel.worker.Worker;
import org.postlabel.worker.WorkerConfig;
import org.postlabel.worker.Workers;

/**
 * Scores batches of posts. Emits one label for each post whose text has an answer, after that
 * answer is committed to the ledger; a post that is left for a later run has no label and is
 * counted.
 */
public final class ScorePosts
    extends PTransform<PCollection<KV<Integer, Iterable<Post>>>, PCollection<Label>> {
  /** Names of the counters in the pipeline's metrics. */
  public static final String LEFT_FOR_LATER = "left_for_later";

  public static final String CALLS = "calls";
  public static final String RETRIES = "retries";
  public static final String THROTTLED = "throttled";
  public static final String FROM_LEDGER = "from_ledger";

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
    private final Counter leftForLater = Metrics.counter(ScorePosts.class, LEFT_FOR_LATER);
    private final Counter calls = Metrics.counter(ScorePosts.class, CALLS);
    private final Counter retries = Metrics.counter(ScorePosts.class, RETRIES);
    private final Counter throttled = Metrics.counter(ScorePosts.class, THROTTLED);
    private final Counter fromLedger = Metrics.counter(ScorePosts.class, FROM_LEDGER);

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
    public void score(@Element KV<Integer, Iterable<Post>> batch, OutputReceiver<Label> labels)
        throws InterruptedException, ExecutionException {
      Map<String, List<Post>> postsByText = new LinkedHashMap<>();
      Map<String, Question> questions = new LinkedHashMap<>();
      for (Post post : batch.getValue()) {
        Question question = Question.about(post);
        questions.putIfAbsent(question.textHash(), question);
        postsByText.computeIfAbsent(question.textHash(), hash -> new ArrayList<>()).add(post);
      }
      Map<String, CompletableFuture<Optional<Answer>>> answers = worker.score(questions.values());
      postsByText.forEach((hash, posts) -> pending.add(new Pending(posts, answers.get(hash))));
      emit(true, labels::output);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context)
        throws InterruptedException, ExecutionException {
      emit(
          false,
          label ->
              context.output(label, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE));
      Counts counts = worker.tally().take();
      calls.inc(counts.calls());
      retries.inc(counts.retries());
      throttled.inc(counts.throttled());
      fromLedger.inc(counts.fromLedger());
    }

    @Teardown
    public void tearDown() {
      if (worker != null) {
        Workers.release(config);
      }
    }

    /** Emits what has returned; when all must be emitted, waits for it. */
    private void emit(boolean onlyWhatIsDone, Consumer<Label> labels)
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
          labels.accept(Label.of(post, answer.get(), Instant.now(), config.scorer().scorerId()));
        }
      }
      pending = stillPending;
    }
  }

  /** Posts of one text, and the answer to come. */
  private record Pending(List<Post> posts, CompletableFuture<Optional<Answer>> answer) {}
}
