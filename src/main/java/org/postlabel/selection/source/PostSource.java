package org.postlabel.selection.source;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postlabel.database.Database;

/**
 * Where the posts of a run come from, in SQL with our names of columns.
 *
 * <p>Posts in our table are read from there, by the index on their uri. The user's posts are copied
 * into the run's list when it is made: so a view or a query, however slow, is evaluated once for
 * all the run's partitions, needs no index and no key of a certain type, and posts that change or
 * vanish meanwhile change nothing. The copy is gone when the run is over; it is smaller than the
 * labels and the metadata, which hold the same texts.
 *
 * @param relation what to select from: a table, or a subquery in parentheses
 * @param isCopied whether the run's list holds the posts themselves, not only their uris
 */
public record PostSource(String relation, boolean isCopied) implements Serializable {
  /** Our own table. */
  public static final PostSource OURS = new PostSource("posts", false);

  /**
   * The source that {@code options} name, or else the table {@code posts}. All posts are looked at
   * and found fit, unless the table is as we make it; nothing is written.
   *
   * @throws IllegalArgumentException with one line that says what does not fit
   */
  public static PostSource from(SourceOptions options, Database database) {
    return ForeignPosts.from(options)
        .or(() -> OurPosts.ofAnotherTool(database))
        .map(posts -> SourceCheck.of(posts, database))
        .orElse(OURS);
  }

  /** The same, but the database is left alone when {@code options} name no posts. */
  public static PostSource named(SourceOptions options, Database database) {
    return ForeignPosts.from(options).map(posts -> SourceCheck.of(posts, database)).orElse(OURS);
  }

  /** Whether {@code text} stands for one that the database has and cannot give. */
  public static boolean isUnreadable(String text) {
    return UnreadableTexts.STAND_INS.contains(text);
  }

  /** Whether there is any post, labelled or not. */
  public boolean hasPosts(Database database) {
    // Not by Jdbi, which would look for placeholders of its own in the user's query.
    try (Connection connection = database.connectToRead();
        Statement statement = connection.createStatement();
        ResultSet post = statement.executeQuery("SELECT 1 FROM " + relation + " AS p LIMIT 1")) {
      return post.next();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("cannot read the posts", e, null);
    }
  }

  /** The columns that a run's list keeps of a post. */
  public List<String> listedColumns() {
    return isCopied ? PostColumn.names() : List.of("uri");
  }

  /** {@code SELECT} of columns of the posts on lists of runs; {@code r} is the list's row. */
  public String selectListed(String... columns) {
    String table = isCopied ? "r" : "p";
    // Where the columns stand on one line, Beam's JdbcIO finds the table and prints its schema,
    // null, to standard output.
    return stream(columns)
        .map(column -> table + "." + column)
        .collect(
            joining(
                ",\n",
                "SELECT ",
                isCopied
                    ? " FROM run_posts r "
                    : " FROM run_posts r JOIN posts p ON p.uri = r.uri "));
  }
}
