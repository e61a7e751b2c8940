package org.postlabel.run;

import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.DatabaseUnusableException;

/**
 * Renews the heartbeat of a run every few seconds until closed. Each worker of a run has one, so
 * that the run counts as running as long as any of them is.
 */
public final class Heartbeat implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private final RunRow row;
  private final DaemonTimer timer;

  /** The heartbeat of {@code row}, first renewed in a few seconds. */
  public Heartbeat(RunRow row) {
    this.row = row;
    this.timer = DaemonTimer.withDelay("postlabel-heartbeat", INTERVAL, this::beat);
  }

  /** The heartbeat of {@code row}, renewed before this returns. */
  public static Heartbeat atOnce(RunRow row) {
    Heartbeat heartbeat = new Heartbeat(row);
    heartbeat.beat();
    return heartbeat;
  }

  private void beat() {
    try {
      row.beat();
    } catch (JdbiException | DatabaseUnusableException e) {
      return; // The next one comes long before the run counts as died.
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
