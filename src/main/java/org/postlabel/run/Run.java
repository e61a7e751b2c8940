package org.postlabel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * A row of {@code runs}. While it is in progress nobody else runs the same scorer on this database:
 * a heartbeat says that we live, and a run whose heart has stopped is taken for dead.
 */
public final class Run implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration DEAD_AFTER = Duration.ofSeconds(30);
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String id;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "postlabel-heartbeat");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> beating;

  private Run(Database database, String id) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
    this.id = id;
    this.beating =
        heart.scheduleAtFixedRate(
            this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins a run of {@code scorerId}.
   *
   * @param options the effective options, without secrets
   * @throws RunInProgressException when another run of that scorer lives
   */
  public static Run begin(Database database, String scorerId, String version, String options)
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
                      INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options,
                                        started_at, heartbeat_at)
                      VALUES (?, ?, 'running', ?, ?, ?, ?, ?)
                      ON CONFLICT DO NOTHING""",
                      id,
                      scorerId,
                      Holder.self().toString(),
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
        WHERE scorer_id = ? AND status = 'running' AND heartbeat_at < ?""",
        scorerId,
        dialect.timestamp(now.minus(DEAD_AFTER)));
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
        "DELETE FROM run_posts WHERE run_id IN (SELECT run_id FROM runs WHERE status <> 'running')");
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
                    .map(
                        (row, context) ->
                            "run %s (%s) has been labelling this database since %s UTC; wait for it,"
                                    .formatted(
                                        row.getString("run_id"),
                                        row.getString("holder"),
                                        database.dialect().shownTime(row, "started_at"))
                                + " or stop it")
                    .findFirst()
                    .orElse("another run has just ended; run again"));
  }

  public String id() {
    return id;
  }

  /** Keeps the sums so far. */
  public void record(Funnel funnel) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE runs
                SET posts = ?, posts_read = ?, metadata_new = ?, labelled = ?, failed = ?,
                    left_for_later = ?, from_ledger = ?, calls = ?, retries = ?
                WHERE run_id = ?""",
                funnel.posts(),
                funnel.read(),
                funnel.metadataNew(),
                funnel.labelled(),
                funnel.failed(),
                funnel.leftForLater(),
                funnel.calls().fromLedger(),
                funnel.calls().sent(),
                funnel.calls().retries(),
                id));
  }

  /** Ends the run: {@code done}, {@code stopped}, {@code refused} or {@code failed}. */
  public void finish(String status) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE runs SET status = ?, finished_at = ? WHERE run_id = ?",
              status,
              dialect.timestamp(Instant.now()),
              id);
          handle.execute("DELETE FROM run_posts WHERE run_id = ?", id);
        });
  }

  private void beat() {
    try {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "UPDATE runs SET heartbeat_at = ? WHERE run_id = ?",
                  dialect.timestamp(Instant.now()),
                  id));
    } catch (JdbiException e) {
      return; // Beats again in a moment; nobody takes us for dead before that.
    }
  }

  /** Stops the heart; the row stays as it is. */
  @Override
  public void close() {
    beating.cancel(false);
    heart.shutdownNow();
  }
}
