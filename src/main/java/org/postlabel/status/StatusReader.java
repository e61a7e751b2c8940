package org.postlabel.status;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;

/**
 * Reads the status of a database again and again, in short transactions that cannot write. All
 * posts are counted seldom enough to leave the machine to the run. Not thread-safe.
 */
public final class StatusReader {
  /** The time that counting may take of all time. */
  private static final double SHARE_FOR_COUNTING = 0.05;

  private final Database database;
  private final String labels;
  private final InstantSource clock;
  private PostStates posts;
  private Duration pauseAfterCounting = Duration.ZERO;

  /** Reads {@code database}, whose labels are in the table {@code labels}. */
  public StatusReader(Database database, String labels, InstantSource clock) {
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
    RunsTable runs = new RunsTable(database.dialect(), clock.instant());
    if (posts == null || !clock.instant().isBefore(posts.countedAt().plus(pauseAfterCounting))) {
      long start = System.nanoTime();
      posts = look(handle -> PostsTable.count(handle, labels, clock.instant()));
      pauseAfterCounting =
          Duration.ofNanos((long) ((System.nanoTime() - start) / SHARE_FOR_COUNTING));
    }
    return look(
        handle ->
            new Status(posts, runs.inProgress(handle), runs.newest(handle), runs.count(handle)));
  }

  private <T> T look(Function<Handle, T> question) {
    try (Connection connection = database.connectToRead()) {
      requireTables(connection);
      try (Handle handle = Jdbi.create(connection).open()) {
        return question.apply(handle);
      }
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
        connection.getMetaData().getTables(null, connection.getSchema(), null, null)) {
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
