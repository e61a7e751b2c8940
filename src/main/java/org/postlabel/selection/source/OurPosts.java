package org.postlabel.selection.source;

import static java.util.Arrays.stream;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.Outage;
import org.postlabel.database.PostsTable;

/** The table {@code posts}, when no option names other posts. */
final class OurPosts {
  private static final String ADVICE =
      "; name posts that fit with --postsTable, --postsQuery and --postColumns";

  private OurPosts() {}

  /**
   * The posts of a table {@code posts} that is not as we make it: a text may be NULL there, a
   * column missing, a uri twice. Empty when it is ours, or missing.
   *
   * @throws DatabaseUnusableException when the database cannot be read
   */
  static Optional<ForeignPosts> ofAnotherTool(Database database) {
    if (database.file().filter(Files::notExists).isPresent()) {
      return Optional.empty();
    }
    try (Connection connection = database.connectToRead()) {
      PostsTable posts = PostsTable.in(connection, database.dialect());
      return posts.columns().isEmpty() || isOurs(posts)
          ? Optional.empty()
          : Optional.of(
              new ForeignPosts("the table posts", "SELECT * FROM posts", null, Map.of(), ADVICE));
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "cannot open the database %s: %s".formatted(database.url(), Outage.cause(e)), e);
    }
  }

  private static boolean isOurs(PostsTable posts) {
    return posts.isKeyUnique()
        && posts.isNumbered()
        && stream(PostColumn.values())
            .allMatch(
                column ->
                    posts.columns().containsKey(column.sqlName())
                        && column.isFittedBy(posts.columns().get(column.sqlName())));
  }
}
