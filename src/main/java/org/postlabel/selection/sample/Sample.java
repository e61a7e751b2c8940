package org.postlabel.selection.sample;

import java.io.Serializable;

/**
 * A random sample of all posts: those whose uris, hashed with the seed, come first. What is
 * labelled already does not matter to it, so a run that goes on after a stop goes on with the same
 * sample.
 *
 * @param size how many posts; 0 means all
 * @param isBySource whether each source has its share
 * @param seed another one draws another sample
 */
public record Sample(long size, boolean isBySource, long seed) implements Serializable {
  /** No sample: all posts. */
  public static final Sample ALL = new Sample(0, false, 1);

  private static final String SOURCE = "source";

  public Sample {
    if (size < 0) {
      throw new IllegalArgumentException("--sample must be 0 (all posts) or more, was " + size);
    }
    if (isBySource && size == 0) {
      throw new IllegalArgumentException("--sampleBy needs --sample, the number of posts");
    }
  }

  public static Sample from(SampleOptions options) {
    String column = options.getSampleBy();
    if (column != null && !column.equals(SOURCE)) {
      throw new IllegalArgumentException("--sampleBy must be " + SOURCE + ", was " + column);
    }
    return new Sample(options.getSample(), column != null, options.getSeed());
  }

  /** Whether all posts are wanted. */
  public boolean isAll() {
    return size == 0;
  }

  /** What a person types to get this sample. */
  @Override
  public String toString() {
    return "--sample=%d%s --seed=%d"
        .formatted(size, isBySource ? " --sampleBy=" + SOURCE : "", seed);
  }
}
