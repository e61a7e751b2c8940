package org.postlabel.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * A row of {@code runs}. While it is in progress nobody else runs the same scorer on this database:
 * a heartbeat says that we live, and a run whose heart has stopped is taken for dead.
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
   * Begins a run of {@code scorerId}.
   *
   * @param scorerKind the word of its kind
   * @param options the effective options, without secrets
   * @param holder who does the work
   * @throws RunInProgressException when another run of that scorer lives
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
                  buryTheDead(handle, dialect, scorerId, now);
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

  /** The first statement is a write, so that two beginners wait for each other. */
  private static void buryTheDead(Handle handle, Dialect dialect, String scorerId, Instant now) {
    handle.execute(
        """
        UPDATE runs SET status = 'died', finished_at = heartbeat_at
        WHERE scorer_id = ? AND status = 'running' AND heartbeat_at < ?\
        """,
        scorerId,
        dialect.timestamp(now.minus(LivingRuns.DEAD_AFTER)));
    List<String[]> running =
        handle
            .select(
                "SELECT run_id, holder FROM runs WHERE scorer_id = ? AND status = 'running'",
                scorerId)
            .map((row, context) -> new String[] {row.getString("run_id"), row.getString("holder")})
            .list();
    for (String[] run : running) {
      if (Holder.parse(run[1]).isKnownDead()) {
        handle.execute(
            "UPDATE runs SET status = 'died', finished_at = heartbeat_at WHERE run_id = ?", run[0]);
      }
    }
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
                    .map((row, context) -> LivingRuns.sentence(database.dialect(), row))
                    .findFirst()
                    .orElse("another run has just ended; run again"));
  }

  public String id() {
    return id;
  }

  /**
   * Whether a run that has not ended never will: its process is no more, or has not been heard of
   * for half a minute.
   */
  public static boolean isDead(String holder, Instant heartbeat, Instant now) {
    return heartbeat.isBefore(now.minus(LivingRuns.DEAD_AFTER))
        || Holder.parse(holder).isKnownDead();
  }

  /** Keeps the sums so far. */
  public void record(Funnel funnel) {
    row.record(funnel);
  }

  /** Ends the run: {@code done}, {@code stopped}, {@code refused} or {@code failed}. */
  public void finish(String status) {
    row.finish(status);
  }

  /** Stops the heart; the row stays as it is. */
  @Override
  public void close() {
    heartbeat.close();
  }
}
