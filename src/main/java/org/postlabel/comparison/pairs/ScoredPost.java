package org.postlabel.comparison.pairs;

/** A post, or a text, with the scores of each pair of columns. */
public final class ScoredPost {
  private static final int HEXADECIMAL = 16;

  private final String key;
  private final double[] left;
  private final double[] right;
  private final boolean isInFirstHalf;

  ScoredPost(String key, String textHash, double[] left, double[] right) {
    this.key = key;
    this.isInFirstHalf =
        (Character.digit(textHash.charAt(textHash.length() - 1), HEXADECIMAL) & 1) == 0;
    this.left = left;
    this.right = right;
  }

  /** Its uri, or the hash of its text. */
  public String key() {
    return key;
  }

  /** NaN where there is none. */
  public double left(int pair) {
    return left[pair];
  }

  public double right(int pair) {
    return right[pair];
  }

  /**
   * Whether the hash of its text ends in an even digit, as half of all do: equal texts are on one
   * side, in every comparison.
   */
  public boolean isInFirstHalf() {
    return isInFirstHalf;
  }

  public boolean hasBoth(int pair) {
    return Double.isFinite(left[pair]) && Double.isFinite(right[pair]);
  }
}
