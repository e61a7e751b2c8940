package org.postlabel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The index by which a run reads our posts in their order, portion by portion, without a sort. */
public final class PostIndex {
  private PostIndex() {}

  /**
   * Makes it unless it is there: not by a migration, since {@code posts} may be a table of another
   * tool. While that takes, half a minute for ten million posts, nobody else writes to them.
   *
   * @throws DatabaseUnusableException when it cannot be made
   */
  public static void create(Database database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE INDEX IF NOT EXISTS posts_by_time ON posts (synctimestamp, uri)");
    } catch (SQLException e) {
      throw Migrations.unusable(database, e);
    }
  }
}
