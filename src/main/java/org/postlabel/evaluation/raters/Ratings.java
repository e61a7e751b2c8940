package org.postlabel.evaluation.raters;

import java.util.List;

/**
 * What several raters say of some posts, and the label of each post, which counts as one more rater
 * after them. A rater may have left out some posts; a post has a label always. Not thread-safe.
 */
interface Ratings {
  /** A statistic as people and programs call it. */
  record Measure(String words, String jsonName) {}

  /** Statistics of two raters, the last of them Krippendorff's alpha. */
  List<Measure> ofPairs();

  /** Statistics of any number of raters at once. */
  List<Measure> together();

  /** Without the labels. */
  int raters();

  int posts();

  /** How many posts a rater has rated. */
  long ratings(int rater);

  /**
   * The numbers of {@link #ofPairs} over the posts that both have rated; NaN where not defined.
   *
   * @param times how often each post counts
   */
  double[] pair(int left, int right, int[] times);

  /** The numbers of {@link #together}, of the first {@code raters}. */
  double[] together(int raters, int[] times);
}
