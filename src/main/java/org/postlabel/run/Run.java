package org.postlabel.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * A row of {@code runs}. While it is in progress no other run of the same scorer begins on this
 * database: a heartbeat shows that it is running, and without one for half a minute it is marked as
 * died.
 */
public final class Run implements AutoCloseable {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Duration DIED_AFTER = Duration.ofSeconds(30);

  private final String id;
  private final RunRow row;
  private final Heartbeat heartbeat;

  private Run(Database database, String id) {
    this.id = id;
    this.row = new RunRow(database, id);
    this.heartbeat = new Heartbeat(row);
  }

  /**
   * Begins a run of {@code scorerId}.
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
      throws RunInProgressException {
    Instant now = Instant.now();
    String id =
        ID_TIME.format(now)
            + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 4);
    Dialect dialect = database.dialect();
    int begun =
        database
            .jdbi()
            .inTransaction(
                handle -> {
                  markDeadRuns(handle, dialect, scorerId, now);
                  return handle.execute(
                      """
                      INSERT INTO runs (run_id, scorer_kind, scorer_id, status, holder,
                                        tool_version, options, started_at, heartbeat_at)
                      VALUES (?, ?, ?, 'running', ?, ?, ?, ?, ?)
                      ON CONFLICT DO NOTHING\
                      """,
                      id,
                      scorerKind,
                      scorerId,
                      holder.toString(),
                      version,
                      options,
                      dialect.timestamp(now),
                      dialect.timestamp(now));
                });
    if (begun == 0) {
      throw new RunInProgressException(whoRuns(database, scorerId));
    }
    return new Run(database, id);
  }

  /** The first statement is a write, so that two runs that begin at once wait for each other. */
  private static void markDeadRuns(Handle handle, Dialect dialect, String scorerId, Instant now) {
    handle.execute(
        """
        UPDATE runs SET status = 'died', finished_at = heartbeat_at
        WHERE scorer_id = ? AND status = 'running' AND heartbeat_at < ?\
        """,
        scorerId,
        dialect.timestamp(now.minus(DIED_AFTER)));
    handle
        .select(
            "SELECT run_id, holder FROM runs WHERE scorer_id = ? AND status = 'running'", scorerId)
        .map((row, context) -> Map.entry(row.getString("run_id"), row.getString("holder")))
        .filter(run -> Holder.parse(run.getValue()).isKnownDead())
        .list()
        .forEach(
            run ->
                handle.execute(
                    "UPDATE runs SET status = 'died', finished_at = heartbeat_at WHERE run_id = ?",
                    run.getKey()));
    handle.execute(
        "DELETE FROM run_posts WHERE run_id IN (SELECT run_id FROM runs WHERE status <>"
            + " 'running')");
  }

  private static String whoRuns(Database database, String scorerId) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT run_id, holder, started_at FROM runs"
                            + " WHERE scorer_id = ? AND status = 'running'",
                        scorerId)
                    .map((row, context) -> sentence(database.dialect(), row))
                    .findFirst()
                    .orElse("another run has just ended; run again"));
  }

  /**
   * For work that must not be done during a run of any scorer.
   *
   * @throws RunInProgressException when there is one
   */
  public static void requireNone(Handle handle, Dialect dialect) throws RunInProgressException {
    Optional<String> running =
        handle
            .select(
                """
                SELECT run_id, holder, started_at FROM runs
                WHERE status = 'running' AND heartbeat_at >= ? ORDER BY started_at\
                """,
                dialect.timestamp(Instant.now().minus(DIED_AFTER)))
            .map((row, context) -> Map.entry(row.getString("holder"), sentence(dialect, row)))
            .filter(run -> !Holder.parse(run.getKey()).isKnownDead())
            .map(Map.Entry::getValue)
            .findFirst();
    if (running.isPresent()) {
      throw new RunInProgressException(running.get());
    }
  }

  /** Which run is in progress, and what to do about it. */
  private static String sentence(Dialect dialect, ResultSet run) throws SQLException {
    return "run %s (%s) has been labelling this database since %s UTC; wait for it, or stop it"
        .formatted(
            run.getString("run_id"), run.getString("holder"), dialect.shownTime(run, "started_at"));
  }

  public String id() {
    return id;
  }

  /**
   * Whether a run that has not ended never will: its process has ended, or its last heartbeat is
   * more than half a minute old.
   */
  public static boolean isDead(String holder, Instant heartbeat, Instant now) {
    return heartbeat.isBefore(now.minus(DIED_AFTER)) || Holder.parse(holder).isKnownDead();
  }

  /** Records the sums so far. */
  public void record(Funnel funnel) {
    row.record(funnel);
  }

  /** Ends the run: {@code done}, {@code stopped}, {@code refused} or {@code failed}. */
  public void finish(String status) {
    row.finish(status);
  }

  /** Stops the heartbeat; the row stays as it is. */
  @Override
  public void close() {
    heartbeat.close();
  }
}
