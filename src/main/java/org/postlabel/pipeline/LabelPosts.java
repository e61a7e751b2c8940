package org.postlabel.pipeline;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.postlabel.pipeline.ValidatePosts.Validated;
import org.postlabel.post.Post;

/** The pipeline: from the posts of one slice of a run to a label for each of them. */
public final class LabelPosts {
  private LabelPosts() {}

  /**
   * Adds all steps for the positions {@code first} to {@code last} of the list of {@code runId}.
   *
   * @return what a last step waits for and counts
   */
  public static Ending addTo(Pipeline pipeline, RunConfig config, String runId, Slice slice) {
    WriteLabels writeLabels = WriteLabels.into(config.database(), config.labels(), runId);

    PCollection<Post> posts =
        pipeline.apply(
            "ReadPosts",
            ReadPosts.from(config.database(), runId, slice.first(), slice.last())
                .withSource(config.posts()));
    posts.apply("WriteMetadata", WriteMetadata.into(config.database()));
    Validated validated =
        posts.apply(
            "ValidatePosts", ValidatePosts.with(config.texts(), config.scorer().scorerId()));
    ScorePosts.Scored scored =
        validated
            .valid()
            .apply("BatchPosts", BatchPosts.ofSize(config.postsPerBatch()))
            .apply("ScorePosts", ScorePosts.using(config.worker(runId)));
    return new Ending(
        PCollectionList.of(validated.invalid().apply("WriteInvalidLabels", writeLabels))
            .and(scored.labels().apply("WriteLabels", writeLabels)),
        posts,
        scored.left());
  }

  /**
   * The ends of the pipeline.
   *
   * @param written two signals, complete when all labels are written
   * @param left numbers of posts that are left for a later run
   */
  public record Ending(
      PCollectionList<Void> written, PCollection<Post> read, PCollection<Long> left) {}
}
