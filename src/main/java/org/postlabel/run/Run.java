package org.postlabel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * A row of {@code runs}. While it is in progress no other run of the same scorer begins on this
 * database, and none that writes to the same table of labels: a heartbeat shows that it is running.
 * When none comes for half a minute, or its process has ended, another run may mark it as died and
 * begin; from then on it sends no more queries.
 */
public final class Run implements AutoCloseable {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String id;
  private final RunRow row;
  private final Heartbeat heartbeat;

  private Run(Database database, String id) {
    this.id = id;
    this.row = new RunRow(database, id);
    this.heartbeat = new Heartbeat(row);
  }

  /**
   * Begins a run, and deletes what runs before it have left of their lists. Waits for a heartbeat
   * of a run whose last one is old.
   *
   * @param holder who does the work
   * @throws RunInProgressException when a run of that scorer, or on that table, is in progress
   */
  public static Run begin(Database database, Work work, Holder holder)
      throws RunInProgressException, InterruptedException {
    return begin(database, work, holder, Claim.PATIENCE);
  }

  /** The same, with another time to wait for. */
  static Run begin(Database database, Work work, Holder holder, Duration patience)
      throws RunInProgressException, InterruptedException {
    String id =
        ID_TIME.format(Instant.now())
            + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 4);
    new Claim(database, id, work, patience).make(holder);
    Run run = new Run(database, id);
    try {
      RunLists.deleteEnded(database);
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
    return run;
  }

  /**
   * What a run does.
   *
   * @param scorerKind the word of its kind
   * @param labelsTable where its labels go
   * @param version of this program
   * @param options the effective options, without secrets
   */
  public record Work(
      String scorerKind, String scorerId, String labelsTable, String version, String options) {}

  /**
   * For work that must not be done during a run of any scorer.
   *
   * @throws RunInProgressException when there is one
   */
  public static void requireNone(Handle handle, Dialect dialect) throws RunInProgressException {
    Optional<InProgress> running =
        InProgress.of(handle, dialect, "ORDER BY started_at").stream()
            .filter(run -> !run.isSilent() && !run.holder().isKnownDead())
            .findFirst();
    if (running.isPresent()) {
      throw new RunInProgressException(running.get().sentence());
    }
  }

  public String id() {
    return id;
  }

  /** Whether no other run has marked this one as died. */
  public boolean isOwned() {
    return row.isOwned();
  }

  /**
   * Returns what {@code first} returns, which must ask no provider. When it fails, the run is
   * removed with its list, as if it had never begun.
   */
  public <T> T start(Supplier<T> first) {
    try {
      return first.get();
    } catch (RuntimeException e) {
      remove(e);
      throw e;
    }
  }

  /** When the database is what fails, the next run marks this one as died. */
  private void remove(RuntimeException why) {
    close();
    try {
      row.remove();
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  /** Records the sums so far. */
  public void record(Funnel funnel) {
    row.record(funnel);
  }

  /**
   * Ends the run: {@code done}, {@code stopped}, {@code refused} or {@code failed}.
   *
   * @return whether it still owned its row; else nothing has changed
   */
  public boolean finish(String status) {
    return row.finish(status);
  }

  /** Stops the heartbeat; the row stays as it is. */
  @Override
  public void close() {
    heartbeat.close();
  }
}
