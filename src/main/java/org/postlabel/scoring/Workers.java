package org.postlabel.scoring;

import java.util.HashMap;
import java.util.Map;

/**
 * The workers of this JVM. A runner sets up many instances of a DoFn in one JVM; they share one
 * worker per configuration, closed with its connection pool when the last of them releases it.
 * Thread-safe.
 */
public final class Workers {
  private static final Map<WorkerConfig, Shared> SHARED = new HashMap<>();

  private Workers() {}

  /** The worker of {@code config}, started when there is none. Release it when done. */
  public static Worker acquire(WorkerConfig config) {
    synchronized (SHARED) {
      Shared shared = SHARED.computeIfAbsent(config, key -> new Shared(new Worker(key)));
      shared.holders++;
      return shared.worker;
    }
  }

  /** Releases what {@link #acquire} returned. */
  public static void release(WorkerConfig config) {
    synchronized (SHARED) {
      Shared shared = SHARED.get(config);
      shared.holders--;
      if (shared.holders == 0) {
        SHARED.remove(config);
        shared.worker.close();
        config.database().closePoolWhenIdle();
      }
    }
  }

  private static final class Shared {
    private final Worker worker;
    private int holders;

    Shared(Worker worker) {
      this.worker = worker;
    }
  }
}
