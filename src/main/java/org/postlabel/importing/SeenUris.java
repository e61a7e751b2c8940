package org.postlabel.importing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import org.postlabel.post.Post;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The uris of one import and the text that each came with last, as hashes in a temporary database
 * of SQLite's: in memory while it is small, in a file of its own that ends with the process when it
 * is not. Not thread-safe.
 */
final class SeenUris implements AutoCloseable {
  /** Whether a uri came before. */
  enum Sight {
    FIRST,
    REPEATED,
    /** With another text. */
    CHANGED
  }

  private final Connection connection;
  private final PreparedStatement find;
  private final PreparedStatement put;

  SeenUris() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    // Else a query for the key of every row that was inserted.
    config.setGetGeneratedKeys(false);
    connection = new SQLiteDataSource(config).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = OFF");
      statement.execute("PRAGMA cache_size = -32000");
      statement.execute(
          "CREATE TABLE seen (uri BLOB PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID");
    }
    connection.setAutoCommit(false);
    find = connection.prepareStatement("SELECT text FROM seen WHERE uri = ?");
    put = connection.prepareStatement("INSERT OR REPLACE INTO seen (uri, text) VALUES (?, ?)");
  }

  Sight add(String uri, String text) throws SQLException {
    byte[] uriHash = hash(uri);
    byte[] textHash = hash(text);
    find.setBytes(1, uriHash);
    Sight sight = Sight.FIRST;
    try (ResultSet found = find.executeQuery()) {
      if (found.next()) {
        sight = Arrays.equals(found.getBytes(1), textHash) ? Sight.REPEATED : Sight.CHANGED;
      }
    }
    if (sight != Sight.REPEATED) {
      put.setBytes(1, uriHash);
      put.setBytes(2, textHash);
      put.executeUpdate();
    }
    return sight;
  }

  /** Half of a hash: two of 10^9 uris share it with a probability of 10^-20. */
  private static byte[] hash(String text) {
    return HexFormat.of().parseHex(Post.textHash(text).substring(0, 32));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
