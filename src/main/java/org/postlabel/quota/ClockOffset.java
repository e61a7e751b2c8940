package org.postlabel.quota;

/**
 * How far another machine's clock is ahead of ours, learnt from its answers: it looked at its clock
 * between our question and its answer, so each answer bounds the offset, and the bounds of many
 * answers meet within less than the shortest round trip (Marzullo's idea, as in RFC 5905). Thread-
 * safe.
 */
final class ClockOffset {
  private long least = Long.MIN_VALUE;
  private long most = Long.MAX_VALUE;

  /**
   * Takes in that the other clock showed {@code theirs} between {@code asked} and {@code heard}.
   */
  synchronized void learn(long asked, long theirs, long heard) {
    long low = theirs - heard;
    long high = theirs - asked;
    boolean contradicts = low > most || high < least;
    least = contradicts ? low : Math.max(least, low);
    most = contradicts ? high : Math.min(most, high);
  }

  /** Our time at {@code theirs}; the same before anything was learnt. */
  synchronized long toOurs(long theirs) {
    return least == Long.MIN_VALUE ? theirs : theirs - (least + (most - least) / 2);
  }
}
