package org.postlabel.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/**
 * Counts distinct texts on disk, in a temporary SQLite file, so that memory use does not grow with
 * them. A text is identified by the first 64 bits of its hash: for a hundred million texts the
 * chance of a collision is below one in a thousand. Not thread-safe.
 */
final class DistinctTexts implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 10_000;
  private static final int HEX_DIGITS = 16;

  private final Path file;
  private final Connection connection;
  private final PreparedStatement insert;
  private int waiting;

  DistinctTexts() throws SQLException {
    try {
      file = Files.createTempFile("postlabel-plan-", ".db");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.OFF);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE text (hash INTEGER NOT NULL, answers INTEGER NOT NULL)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("INSERT INTO text VALUES (?, ?)");
  }

  /** Adds a text with some answers, which may be added again. */
  void add(String textHash, int answers) throws SQLException {
    insert.setLong(1, Long.parseUnsignedLong(textHash, 0, HEX_DIGITS, 16));
    insert.setInt(2, answers);
    insert.addBatch();
    if (++waiting == ROWS_AT_ONCE) {
      flush();
    }
  }

  /**
   * The number of distinct texts, of those that are known, and of all answers.
   *
   * @param enough how many answers a text has that is known
   */
  Counts count(int enough) throws SQLException {
    flush();
    // Groups are sorted in a file where they do not fit; SELECT DISTINCT would keep a tree.
    try (Statement statement = connection.createStatement();
        ResultSet counts =
            statement.executeQuery(
                """
                SELECT COUNT(*), COALESCE(SUM(answers >= %d), 0), COALESCE(SUM(answers), 0)
                FROM (SELECT MAX(answers) AS answers FROM text GROUP BY hash)\
                """
                    .formatted(enough))) {
      counts.next();
      return new Counts(counts.getLong(1), counts.getLong(2), counts.getLong(3));
    }
  }

  private void flush() throws SQLException {
    insert.executeBatch();
    waiting = 0;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Distinct texts, how many of them are known, and how many answers they have together. */
  record Counts(long texts, long known, long answers) {}
}
