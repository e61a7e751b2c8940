package org.postlabel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * A row of {@code runs}. While it is in progress no other run of the same scorer begins on this
 * database: a heartbeat shows that it is running. When none comes for half a minute, or its process
 * has ended, another run may mark it as died and begin; from then on it sends no more queries.
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
   * Begins a run of {@code scorerId}. Waits for a heartbeat of a run whose last one is old.
   *
   * @param scorerKind the word of its kind
   * @param options the effective options, without secrets
   * @param holder who does the work
   * @throws RunInProgressException when another run of that scorer is in progress
   */
  public static Run begin(
      Database database,
      String scorerKind,
      String scorerId,
      String version,
      String options,
      Holder holder)
      throws RunInProgressException, InterruptedException {
    return begin(database, scorerKind, scorerId, version, options, holder, Claim.PATIENCE);
  }

  /** The same, with another time to wait for. */
  static Run begin(
      Database database,
      String scorerKind,
      String scorerId,
      String version,
      String options,
      Holder holder,
      Duration patience)
      throws RunInProgressException, InterruptedException {
    String id =
        ID_TIME.format(Instant.now())
            + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 4);
    String now = database.dialect().timeAgo(Duration.ZERO);
    new Claim(database, id, scorerId, patience)
        .make(
            handle ->
                handle.execute(
                    """
                    INSERT INTO runs (run_id, scorer_kind, scorer_id, status, holder,
                                      holder_process, tool_version, options, started_at,
                                      heartbeat_at)
                    VALUES (?, ?, ?, 'running', ?, ?, ?, ?, %1$s, %1$s)
                    ON CONFLICT DO NOTHING\
                    """
                        .formatted(now),
                    id,
                    scorerKind,
                    scorerId,
                    holder.toString(),
                    holder.processOrNull(),
                    version,
                    options));
    return new Run(database, id);
  }

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
