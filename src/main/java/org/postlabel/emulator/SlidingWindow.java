package org.postlabel.emulator;

/**
 * At most {@code limit} calls in any span of {@code nanos}; a limit of 0 is none. Remembers the
 * times of the last {@code limit} calls only. Times must not run backwards; not safe for several
 * threads.
 */
final class SlidingWindow {
  private final long[] times;
  private final long nanos;
  private int next;
  private long taken;

  SlidingWindow(int limit, long nanos) {
    this.times = new long[limit];
    this.nanos = nanos;
  }

  /** How long one more call must wait, so that every span stays within the limit. */
  long nanosUntilRoom(long time) {
    return taken < times.length || times.length == 0
        ? 0
        : Math.max(0, nanos - (time - times[next]));
  }

  void take(long time) {
    if (times.length > 0) {
      times[next] = time;
      next = next + 1 == times.length ? 0 : next + 1;
      taken++;
    }
  }
}
