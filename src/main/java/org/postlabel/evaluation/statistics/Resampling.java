package org.postlabel.evaluation.statistics;

/** How often pairs are drawn anew, and the number that makes all draws the same each time. */
public record Resampling(int resamples, long seed) {
  private static final int FEWEST = 100;
  private static final int MOST = 10_000;

  public Resampling {
    if (resamples < FEWEST || resamples > MOST) {
      throw new IllegalArgumentException(
          "--resamples must be %d..%d, was %d".formatted(FEWEST, MOST, resamples));
    }
  }
}
