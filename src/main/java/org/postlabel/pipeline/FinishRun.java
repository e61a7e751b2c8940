package org.postlabel.pipeline;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.postlabel.database.Database;
import org.postlabel.post.LabelTable;
import org.postlabel.run.Funnel;
import org.postlabel.run.Funnel.Labelled;
import org.postlabel.run.Heartbeat;
import org.postlabel.run.RunRow;
import org.postlabel.selection.DistrustedAnswers;
import org.postlabel.selection.WorkList;
import org.postlabel.selection.source.PostSource;

/**
 * Ends a detached run when all its labels are written, and records its sums: what was read and left
 * as the pipeline counts it, what was labelled and failed as it is in the database.
 */
public final class FinishRun extends PTransform<PCollectionList<Void>, PDone> {
  private final DetachedList list;
  private final LabelPosts.Ending ending;

  private FinishRun(DetachedList list, LabelPosts.Ending ending) {
    this.list = list;
    this.ending = ending;
  }

  /** Ends the run of {@code list} after {@code ending}. */
  public static FinishRun of(DetachedList list, LabelPosts.Ending ending) {
    return new FinishRun(list, ending);
  }

  @Override
  public PDone expand(PCollectionList<Void> written) {
    PCollectionView<Long> read =
        ending.read().apply("CountRead", Count.globally()).apply("Read", View.asSingleton());
    PCollectionView<Long> left =
        ending.left().apply("SumLeft", Sum.longsGlobally()).apply("Left", View.asSingleton());
    written
        .getPipeline()
        .apply(Create.of(list.runId()))
        .apply(Wait.on(List.copyOf(written.getAll())))
        .apply(ParDo.of(new FinishFn(list, read, left)).withSideInputs(read, left));
    return PDone.in(written.getPipeline());
  }

  /**
   * A run that no process waits for.
   *
   * @param labels the table of its labels
   * @param posts on its list
   * @param metadataMissing posts on its list that had no metadata before
   */
  public record DetachedList(
      Database database,
      PostSource source,
      LabelTable labels,
      String runId,
      long posts,
      long metadataMissing)
      implements Serializable {}

  private static final class FinishFn extends DoFn<String, Void> {
    private final DetachedList list;
    private final PCollectionView<Long> read;
    private final PCollectionView<Long> left;

    FinishFn(DetachedList list, PCollectionView<Long> read, PCollectionView<Long> left) {
      this.list = list;
      this.read = read;
      this.left = left;
    }

    @ProcessElement
    public void finish(@Element String runId, ProcessContext context) {
      RunRow row = new RunRow(list.database, runId);
      // The workers, which have closed, give none any more.
      Heartbeat heartbeat = Heartbeat.atOnce(row);
      try (heartbeat) {
        finish(row, runId, context);
      }
    }

    private void finish(RunRow row, String runId, ProcessContext context) {
      DistrustedAnswers.mark(list.database, list.labels, runId);
      WorkList posts = new WorkList(list.database, list.source, list.labels.name(), runId);
      Labelled labelled = posts.labelled(1, list.posts);
      Funnel funnel =
          new Funnel(
              list.posts,
              context.sideInput(read),
              list.metadataMissing - posts.withoutMetadata(1, list.posts),
              labelled.withScores(),
              labelled.withoutScoresByReason(),
              context.sideInput(left),
              row.calls());
      row.record(funnel);
      row.finish(funnel.status(row.stop()));
    }
  }
}
