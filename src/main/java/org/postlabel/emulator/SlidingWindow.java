package org.postlabel.emulator;

/**
 * At most {@code limit} calls in any span of {@code nanos}; a limit of 0 is none. Keeps the times
 * of the last calls only, twice as many as the limit: a call may arrive out of order by as long as
 * these span. Not thread-safe.
 */
final class SlidingWindow {
  private final int limit;
  private final long nanos;

  /** Rising; the time of call {@code number} is at {@code number % times.length}. */
  private final long[] times;

  private long taken;

  SlidingWindow(int limit, long nanos) {
    this.limit = limit;
    this.nanos = nanos;
    this.times = new long[2 * limit];
  }

  /** How long one more call must wait, so that every span stays within the limit. */
  long nanosUntilRoom(long time) {
    if (limit == 0) {
      return 0;
    }
    long oldest = Math.max(0, taken - times.length);
    long place = placeOf(time, oldest);
    long wait = 0;
    // With this call among them, limit + 1 calls in a row must not share a span.
    for (long first = Math.max(oldest, place - limit);
        first <= Math.min(place, taken - limit);
        first++) {
      long from = first == place ? time : timeOf(first);
      long to = first + limit == place ? time : timeOf(first + limit - 1);
      if (to - from < nanos) {
        wait = Math.max(wait, from + nanos - time);
      }
    }
    return wait;
  }

  void take(long time) {
    if (limit == 0) {
      return;
    }
    long place = placeOf(time, Math.max(0, taken + 1 - times.length));
    for (long later = taken; later > place; later--) {
      set(later, timeOf(later - 1));
    }
    set(place, time);
    taken++;
  }

  /** Behind all calls that are not later; {@code oldest} at least. */
  private long placeOf(long time, long oldest) {
    long place = taken;
    while (place > oldest && timeOf(place - 1) > time) {
      place--;
    }
    return place;
  }

  private long timeOf(long number) {
    return times[(int) (number % times.length)];
  }

  private void set(long number, long time) {
    times[(int) (number % times.length)] = time;
  }
}
