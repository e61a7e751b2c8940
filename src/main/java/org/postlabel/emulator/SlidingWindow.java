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

  /** Whether one more call at this time leaves every span within the limit. */
  boolean hasRoomAt(long time) {
    return taken < times.length || times.length == 0 || time - times[next] >= nanos;
  }

  void take(long time) {
    if (times.length > 0) {
      times[next] = time;
      next = next + 1 == times.length ? 0 : next + 1;
      taken++;
    }
  }
}
