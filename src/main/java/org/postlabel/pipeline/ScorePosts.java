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
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
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
    extends PTransform<PCollection<KV<Integer, Iterable<Post>>>, ScorePosts.Scored> {
  private static final TupleTag<Label> LABELS = new TupleTag<>() {};
  private static final TupleTag<Long> LEFT = new TupleTag<>() {};

  private final WorkerConfig config;

  private ScorePosts(WorkerConfig config) {
    this.config = config;
  }

  /** Scores with the worker of {@code config}, which all bundles of a JVM share. */
  public static ScorePosts using(WorkerConfig config) {
    return new ScorePosts(config);
  }

  @Override
  public Scored expand(PCollection<KV<Integer, Iterable<Post>>> batches) {
    PCollectionTuple parts =
        batches.apply(ParDo.of(new ScoreFn(config)).withOutputTags(LABELS, TupleTagList.of(LEFT)));
    return new Scored(
        parts.get(LABELS).setCoder(LabelCoder.of()), parts.get(LEFT).setCoder(VarLongCoder.of()));
  }

  /** Labels of posts that have an answer, and numbers of posts that are left for a later run. */
  public record Scored(PCollection<Label> labels, PCollection<Long> left) implements POutput {
    @Override
    public Pipeline getPipeline() {
      return labels.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(LABELS, labels, LEFT, left);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
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
    public void score(@Element KV<Integer, Iterable<Post>> batch, MultiOutputReceiver out)
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
      postsByText.forEach(
          (hash, posts) -> pending.add(new Pending(hash, posts, answers.get(hash))));
      emit(true, out.get(LABELS)::output, out.get(LEFT)::output);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context)
        throws InterruptedException, ExecutionException {
      emit(
          false,
          label ->
              context.output(label, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE),
          left ->
              context.output(
                  LEFT, left, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE));
      sent.add(worker.tally());
    }

    @Teardown
    public void tearDown() {
      if (worker != null) {
        Workers.release(config);
      }
    }

    /** Emits what has returned; when all must be emitted, waits for it. */
    private void emit(boolean onlyWhatIsDone, Consumer<Label> receiver, Consumer<Long> left)
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
          left.accept((long) waiting.posts.size());
          continue;
        }
        for (Post post : waiting.posts) {
          Label label =
              Label.of(
                  post, waiting.textHash, answer.get(), Instant.now(), config.scorer().scorerId());
          labels.count(label);
          receiver.accept(label);
        }
      }
      pending = stillPending;
    }
  }

  /** Posts of one text, and the answer to come. */
  private record Pending(
      String textHash, List<Post> posts, CompletableFuture<Optional<Answer>> answer) {}
}
