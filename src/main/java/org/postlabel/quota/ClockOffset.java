package org.postlabel.quota;

/**
 * How far another machine's clock is ahead of this one's. It read its clock between our request and
 * its answer, so each answer bounds the offset, and the bounds of many answers intersect within
 * less than the shortest round trip (Marzullo's idea, as in RFC 5905). Thread- safe.
 */
final class ClockOffset {
  private long least = Long.MIN_VALUE;
  private long most = Long.MAX_VALUE;

  /** The other clock showed {@code theirs} between {@code sent} and {@code received}. */
  synchronized void learn(long sent, long theirs, long received) {
    long low = theirs - received;
    long high = theirs - sent;
    boolean contradicts = low > most || high < least;
    least = contradicts ? low : Math.max(least, low);
    most = contradicts ? high : Math.min(most, high);
  }

  /** Our time at {@code theirs}; the same before the first answer. */
  synchronized long toOurs(long theirs) {
    return least == Long.MIN_VALUE ? theirs : theirs - (least + (most - least) / 2);
  }
}
