package org.postlabel.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.bench.EmulatorProcess.Traffic;

/**
 * Watches an emulator while a run goes on, to tell the rate while there is work waiting from the
 * rate of the whole run with its start and its end.
 */
final class RateMeter implements AutoCloseable {
  private static final long SAMPLE_EVERY_MILLIS = 250;

  /** Of all calls, the share before which a run starts and after which it ends. */
  private static final double STARTED = 0.15;

  private static final double ENDING = 0.9;

  private final EmulatorProcess emulator;
  private final List<Sample> samples = new ArrayList<>();
  private final Thread sampler = new Thread(this::sample, "bench-rate-meter");
  private volatile boolean isClosed;

  private RateMeter(EmulatorProcess emulator) {
    this.emulator = emulator;
  }

  static RateMeter start(EmulatorProcess emulator) {
    RateMeter meter = new RateMeter(emulator);
    meter.sampler.setDaemon(true);
    meter.sampler.start();
    return meter;
  }

  /** Calls a second between the start and the end of the run; 0 when it was too short to tell. */
  double steadyRate() throws InterruptedException {
    close();
    sampler.join();
    long total = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).calls;
    List<Sample> steady =
        samples.stream()
            .filter(sample -> sample.calls >= total * STARTED && sample.calls <= total * ENDING)
            .toList();
    if (steady.size() < 2) {
      return 0;
    }
    Sample first = steady.get(0);
    Sample last = steady.get(steady.size() - 1);
    return (last.calls - first.calls) / ((last.nanos - first.nanos) / 1e9);
  }

  /** The rate over the last tenth of all calls, as a part of the rate over the first tenth. */
  double lastTenthOfFirst() throws InterruptedException {
    close();
    sampler.join();
    long total = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).calls;
    return rateBetween((long) (total * 0.9), total) / rateBetween(1, total / 10);
  }

  /** Calls a second from the first sample with more than {@code from} to that with {@code to}. */
  private double rateBetween(long from, long to) {
    Sample first = firstWith(from);
    Sample last = firstWith(to);
    return (last.calls - first.calls) / ((last.nanos - first.nanos) / 1e9);
  }

  private Sample firstWith(long calls) {
    return samples.stream()
        .filter(sample -> sample.calls >= calls)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the run was too short to tell its rate"));
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private void sample() {
    try {
      while (!isClosed) {
        Traffic traffic = emulator.traffic();
        samples.add(new Sample(System.nanoTime(), traffic.calls()));
        Thread.sleep(SAMPLE_EVERY_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      isClosed = true; // The emulator is gone: what was sampled counts.
    }
  }

  private record Sample(long nanos, long calls) {}
}
