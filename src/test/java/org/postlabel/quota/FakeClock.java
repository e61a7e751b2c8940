package org.postlabel.quota;

/** Time that passes only while somebody sleeps. */
final class FakeClock implements MicroClock {
  static final long START = 1_000_000_000_000L;

  long now = START;
  long oversleep;
  Runnable whileSleeping = () -> {};

  @Override
  public long nowMicros() {
    return now;
  }

  @Override
  public void sleepMicros(long micros) {
    Runnable once = whileSleeping;
    whileSleeping = () -> {};
    now += micros / 2;
    once.run();
    now += micros - micros / 2;
    if (micros < 100_000) {
      now += oversleep;
      oversleep = 0;
    }
  }
}
