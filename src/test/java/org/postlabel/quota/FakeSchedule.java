package org.postlabel.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A schedule in memory. */
final class FakeSchedule implements Schedule {
  private final FakeClock clock;
  final List<Lease> leases = new ArrayList<>();
  final List<Long> movedBack = new ArrayList<>();
  OptionalDouble limit = OptionalDouble.empty();
  private long next;
  boolean isUnavailable;
  boolean isShared;

  FakeSchedule(FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public Lease take(int turns, long intervalMicros, long laterMicros) {
    if (isUnavailable) {
      throw new IllegalStateException("the database is unavailable");
    }
    long interval =
        Math.max(intervalMicros, limit.isPresent() ? (long) (60e6 / limit.getAsDouble()) : 0);
    if (laterMicros > 0) {
      movedBack.add(laterMicros);
    }
    long first = Math.max(next + laterMicros, clock.now);
    next = first + turns * interval;
    Lease lease = new Lease(first, interval, turns, limit, isShared);
    leases.add(lease);
    return lease;
  }

  @Override
  public void pause(Duration pause, OptionalDouble limitPerMinute) {
    next = clock.now + pause.toNanos() / 1_000;
    limit = limitPerMinute.isPresent() ? limitPerMinute : limit;
  }

  @Override
  public void forgetLimit() {
    limit = OptionalDouble.empty();
  }
}
