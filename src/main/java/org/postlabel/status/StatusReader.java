package org.postlabel.status;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.metrics.Counts;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.RunReader;

/**
 * Reads the status of a database again and again, in short transactions that cannot write. All
 * posts are counted rarely, so that the run is not slowed down. Not thread-safe.
 */
public final class StatusReader {
  /** The share of the time that counting may take. */
  private static final double SHARE_FOR_COUNTING = 0.05;

  /** Runs that are listed. */
  private static final int NEWEST = 20;

  private final Database database;
  private final String labels;
  private final boolean comparesTexts;
  private final InstantSource clock;
  private PostStates posts;
  private Duration pauseAfterCounting = Duration.ZERO;

  /**
   * Reads {@code database}, whose labels are in the table {@code labels}.
   *
   * @param comparesTexts whether labels are compared with their posts, which reads all texts
   */
  public StatusReader(
      Database database, String labels, boolean comparesTexts, InstantSource clock) {
    this.comparesTexts = comparesTexts;
    this.database = database;
    this.labels = labels;
    this.clock = clock;
  }

  /**
   * The status now.
   *
   * @throws DatabaseUnusableException when there is no such database, or one without our tables;
   *     neither is made
   */
  public Status read() {
    Instant now = clock.instant();
    if (posts == null || !now.isBefore(posts.countedAt().plus(pauseAfterCounting))) {
      long start = System.nanoTime();
      posts =
          look(
              jdbi ->
                  jdbi.withHandle(
                      handle ->
                          PostStates.count(
                              handle, database.dialect(), labels, comparesTexts, now)));
      pauseAfterCounting =
          Duration.ofNanos((long) ((System.nanoTime() - start) / SHARE_FOR_COUNTING));
    }
    return look(jdbi -> status(jdbi, now));
  }

  private Status status(Jdbi jdbi, Instant now) {
    RunReader runs = new RunReader(jdbi, database.dialect());
    return jdbi.withHandle(
        handle ->
            new Status(
                posts,
                runs.running().stream()
                    .map(run -> run.at(now))
                    .filter(RecordedRun::isRunning)
                    .map(run -> RunProgress.of(handle, database.dialect(), run, now))
                    .toList(),
                runs.newest(NEWEST).stream().map(run -> counted(handle, run.at(now))).toList(),
                runs.count(),
                Map.of()));
  }

  /** Of a run that has not ended, the traffic is more recent than the run's own row. */
  private static RecordedRun counted(Handle handle, RecordedRun run) {
    return run.isRunning() || run.status().equals("died")
        ? run.withCalls(traffic(handle, run).calls())
        : run;
  }

  private static Counts traffic(Handle handle, RecordedRun run) {
    return RunProgress.traffic(handle, run.runId(), 0, Long.MAX_VALUE);
  }

  private <T> T look(Function<Jdbi, T> question) {
    try (Connection connection = database.connectToRead()) {
      requireTables(connection);
      return question.apply(Jdbi.create(connection));
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "cannot read the database %s (%s); name another with --connectionURL, or import posts first"
              .formatted(database.url(), e.getMessage()),
          e);
    }
  }

  private void requireTables(Connection connection) throws SQLException {
    Set<String> missing =
        new TreeSet<>(
            Set.of("posts", labels, "runs", "run_posts", "run_traffic", "canary_answers"));
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(null, database.dialect().ourSchema(connection), null, null)) {
      while (tables.next()) {
        missing.remove(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    if (!missing.isEmpty()) {
      throw new DatabaseUnusableException(
          "the database %s has no table %s; name another with --connectionURL or --schema, or import posts first"
              .formatted(database.url(), String.join(" and no table ", missing)));
    }
  }
}
