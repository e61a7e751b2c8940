package org.postlabel.quota;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time in microseconds since 1970, and a way to sleep; tests bring their own. */
public interface MicroClock {
  /** This machine's clock. */
  MicroClock SYSTEM =
      new MicroClock() {
        @Override
        public long nowMicros() {
          Instant now = Instant.now();
          return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
        }

        @Override
        public void sleepMicros(long micros) throws InterruptedException {
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
        }
      };

  long nowMicros();

  /** Sleeps about that long; may return early. */
  void sleepMicros(long micros) throws InterruptedException;
}
