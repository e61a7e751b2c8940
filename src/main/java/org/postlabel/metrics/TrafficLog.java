package org.postlabel.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.Database;
import org.postlabel.run.Holder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a tally to the table of traffic every ten seconds, on a thread of its own, and at the end.
 * A failed write never stops a run: what was not written is written later, or dropped after an
 * hour.
 */
public final class TrafficLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficLog.class);

  /** This JVM, distinguished from processes of the same number elsewhere or later. */
  private static final String WORKER =
      Holder.thisProcess()
          + "/"
          + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

  private static final int MOST_UNWRITTEN = 360;

  private final Tally tally;
  private final TrafficTable table;
  private final List<Stretch> unwritten = new ArrayList<>();
  private final DaemonTimer timer;
  private boolean hasWarned;

  private TrafficLog(Tally tally, TrafficTable table) {
    this.tally = tally;
    this.table = table;
    this.timer =
        DaemonTimer.onTheClock(
            "postlabel-traffic", Duration.ofSeconds(Stretch.SECONDS), this::write);
  }

  /** Records {@code tally} as this JVM's part of {@code runId} until closed. */
  public static TrafficLog start(Database database, String runId, Tally tally) {
    return new TrafficLog(tally, new TrafficTable(database, runId, WORKER));
  }

  private synchronized void write() {
    unwritten.addAll(tally.takeStretches());
    if (unwritten.isEmpty()) {
      return;
    }
    try {
      table.add(unwritten);
      unwritten.clear();
    } catch (JdbiException e) {
      if (!hasWarned) {
        hasWarned = true;
        LOG.warn(
            "Could not record the traffic of this run; retrying every 10 seconds: {}",
            e.getCause().getMessage());
      }
      unwritten.subList(0, Math.max(0, unwritten.size() - MOST_UNWRITTEN)).clear();
    }
  }

  /** Writes what is new since the last time. */
  @Override
  public void close() {
    timer.close();
    write();
  }
}
