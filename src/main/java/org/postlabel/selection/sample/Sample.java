package org.postlabel.selection.sample;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A random sample of all posts: those whose uris, hashed with the seed, come first. What is
 * labelled already does not matter to it, so a run that goes on after a stop goes on with the same
 * sample.
 *
 * @param size how many posts; 0 means all
 * @param isBySource whether each source has its share
 * @param scores whose deciles have their shares; empty for none. Only posts with a score there are
 *     drawn, and only if it is of the text that they have now
 * @param seed another one draws another sample
 */
public record Sample(long size, boolean isBySource, List<ScoreColumn> scores, long seed)
    implements Serializable {
  /** No sample: all posts. */
  public static final Sample ALL = new Sample(0, false, 1);

  private static final String SOURCE = "source";

  public Sample {
    scores = List.copyOf(scores);
    if (size < 0) {
      throw new IllegalArgumentException("--sample must be 0 (all posts) or more, was " + size);
    }
    if ((isBySource || !scores.isEmpty()) && size == 0) {
      throw new IllegalArgumentException("--sampleBy needs --sample, the number of posts");
    }
    if (scores.size() > 1) {
      throw new IllegalArgumentException("--sampleBy takes one column of scores, was " + scores);
    }
  }

  /** Whatever the scores. */
  public Sample(long size, boolean isBySource, long seed) {
    this(size, isBySource, List.of(), seed);
  }

  public static Sample from(SampleOptions options) {
    boolean isBySource = false;
    List<ScoreColumn> scores = new ArrayList<>();
    String columns = options.getSampleBy();
    for (String column : columns == null ? new String[0] : columns.split(",", -1)) {
      if (!column.equals(SOURCE) && !ScoreColumn.isOne(column)) {
        throw new IllegalArgumentException(
            "--sampleBy must be %s, a column of scores such as perspective_api_labels.prob_toxic, or both with a comma between, was %s"
                .formatted(SOURCE, columns));
      }
      if (column.equals(SOURCE)) {
        isBySource = true;
      } else {
        scores.add(ScoreColumn.of("--sampleBy", column));
      }
    }
    return new Sample(options.getSample(), isBySource, scores, options.getSeed());
  }

  /** The same with another number of posts. */
  public Sample withSize(long posts) {
    return new Sample(posts, isBySource, scores, seed);
  }

  /** Whether all posts are wanted. */
  public boolean isAll() {
    return size == 0;
  }

  /** The columns that have their shares, as they are typed; empty for none. */
  public String by() {
    return Stream.concat(
            isBySource ? Stream.of(SOURCE) : Stream.empty(),
            scores.stream().map(ScoreColumn::toString))
        .collect(joining(","));
  }

  /** An expression for the score of the post {@code p} that decides on its decile, or NULL. */
  public String score() {
    return scores.isEmpty() ? "NULL" : scores.get(0).ofPost();
  }

  /** What a person types to get this sample. */
  @Override
  public String toString() {
    return "--sample=%d%s --seed=%d"
        .formatted(size, by().isEmpty() ? "" : " --sampleBy=" + by(), seed);
  }
}
