package org.postlabel.emulator;

import java.util.concurrent.TimeUnit;
import org.postlabel.emulator.settings.Limits;

/**
 * Admits calls within both quotas; a refused call uses up nothing. A call that was overtaken on its
 * way here counts from the arrival of the one that overtook it. Safe for many threads.
 */
final class Quota {
  private final SlidingWindow second;
  private final SlidingWindow minute;
  private long latest = Long.MIN_VALUE;

  Quota(Limits limits) {
    second = new SlidingWindow(limits.queriesPerSecond(), TimeUnit.SECONDS.toNanos(1));
    minute = new SlidingWindow(limits.queriesPerMinute(), TimeUnit.MINUTES.toNanos(1));
  }

  synchronized boolean admits(long arrival) {
    latest = Math.max(latest, arrival);
    if (!second.hasRoomAt(latest) || !minute.hasRoomAt(latest)) {
      return false;
    }
    second.take(latest);
    minute.take(latest);
    return true;
  }
}
