package org.postlabel.selection.sample;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.options.Choices;

/** A random sample of the posts. */
public interface SampleOptions extends PipelineOptions {
  @Description(
      "Size of a random sample, in posts; only these posts are labelled. The sample is drawn from"
          + " the whole table, labelled or not, so later runs continue the same sample. The"
          + " default, 0, means all posts.")
  @Default.Long(0)
  long getSample();

  void setSample(long posts);

  @Description(
      "What to stratify the sample by: source, a column of scores such as"
          + " perspective_api_labels.prob_toxic, or both with a comma between. Each source, each"
          + " tenth of the scored posts by score, gets its proportional share, and at least one"
          + " post where the sample is large enough; with a column of scores only posts are drawn"
          + " that have one. The default is none: a simple random sample.")
  @Choices("source")
  String getSampleBy();

  void setSampleBy(String column);

  @Description(
      "Seed of the sample, a whole number: the same seed and posts give the same sample on every"
          + " machine and database. The default is 1.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long seed);
}
