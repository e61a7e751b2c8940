package org.postlabel.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.postlabel.output.OwnFile;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** How we use a SQLite file: many readers beside one writer, who waits for its turn. */
final class SqliteFile {
  /** Another process may lock the file for a long transaction. */
  static final int BUSY_TIMEOUT_MILLIS = 60_000;

  /** A file that SQLite is to open only if it is there, or whose name holds escapes. */
  private static final Pattern OPENS_ONLY = Pattern.compile("[?&]mode=r[ow]\\b|file:[^?]*%");

  private SqliteFile() {}

  /** Whether {@code url} names a file, not a database in memory that each connection has alone. */
  static boolean isNamedBy(String url) {
    String path = url.substring(SqliteDialect.URL_PREFIX.length());
    return !path.isBlank() && !path.startsWith(":memory:") && !path.contains("mode=memory");
  }

  /** The file that {@code url} names, without the settings behind it. */
  static Path pathOf(String url) {
    return Path.of(
        url.substring(SqliteDialect.URL_PREFIX.length())
            .replaceFirst("^file:", "")
            .replaceFirst("\\?.*", ""));
  }

  /**
   * Makes the file that {@code url} names where there is none, readable by its owner alone: SQLite
   * itself would let others read it, and gives its logs the permissions of the file.
   */
  static void make(String url) {
    if (OPENS_ONLY.matcher(url).find()) {
      return;
    }
    try {
      OwnFile.create(pathOf(url));
    } catch (IOException e) {
      return; // It is there already, or SQLite says why it cannot be.
    }
  }

  /**
   * Connections with a write-ahead log (readers and the writer do not block each other,
   * https://www.sqlite.org/wal.html). A commit survives the death of the process; {@code
   * synchronous=NORMAL} risks the last commits only when the machine loses power.
   *
   * @param busyTimeoutMillis how long a writer waits for the others before it gives up
   */
  static SQLiteDataSource open(String url, int busyTimeoutMillis) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(busyTimeoutMillis);
    SQLiteDataSource source =
        new SQLiteDataSource(config) {
          @Override
          public SQLiteConnection getConnection(String user, String password) throws SQLException {
            return new SqliteConnection(getUrl(), getConfig().toProperties());
          }
        };
    source.setUrl(url);
    return source;
  }

  /**
   * One connection that cannot write; fails when there is no file. It is not opened as read-only:
   * the last connection of that kind leaves the files of the write-ahead log behind.
   */
  static Connection connectToRead(String url) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    Connection connection = config.createConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return connection;
    }
  }
}
