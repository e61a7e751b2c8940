package org.postlabel.selection.sample;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which posts of a table are enough. */
public interface SampleOptions extends PipelineOptions {
  @Description(
      "Posts of a random sample, to label only those; 0, the default, means all posts. The sample is"
          + " drawn from the whole table, labelled or not, so the next run goes on with the same one.")
  @Default.Long(0)
  long getSample();

  void setSample(long posts);

  @Description(
      "Column whose values share the sample in proportion, each with one post at least where they"
          + " fit: source. The default is none: a simple random sample.")
  String getSampleBy();

  void setSampleBy(String column);

  @Description(
      "Whole number that chooses the sample: the same number and posts give the same sample on every"
          + " machine and database. The default is 1.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long seed);
}
