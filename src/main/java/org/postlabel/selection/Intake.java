package org.postlabel.selection;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postlabel.database.Database;
import org.postlabel.selection.WorkList.Selection;
import org.postlabel.selection.sample.DrawnSample;
import org.postlabel.selection.sample.SampledPost;
import org.postlabel.selection.source.PostSource;

/**
 * Takes posts on a run's list in portions, in the order in which they are labelled: the user's own
 * posts oldest first; ours in the stretches of a {@link PostWalk}, oldest first in each. Posts are
 * read apart from writing, so that no transaction that writes takes long. One thread takes posts
 * on; others may cancel it.
 */
public final class Intake {
  private static final int ROWS_AT_ONCE = 500;

  /** Of copied texts; keeps memory flat and transactions short when they are long. */
  private static final long BYTES_AT_ONCE = 1_000_000;

  private static final int FETCH_SIZE = 200;

  /** Rows of our posts that are sorted at once. */
  static final int STRETCH_ROWS = 50_000;

  /** What was found waits for more until so many are passed. */
  private static final int STRETCHES_AT_ONCE = 4;

  private final Database database;
  private final PostSource source;
  private final String runId;
  private final Selection selection;
  private final WantedPosts wanted;
  private final List<String> columns;
  private Optional<DrawnSample> sample = Optional.empty();
  private final PostWalk walk;
  private Optional<PostWalk.Stretch> stretch = Optional.empty();
  private long listed;
  private boolean isComplete;

  /** Whether there are texts that the scorer did not answer in earlier runs: they come last. */
  private boolean hasUnanswered;

  private boolean isAtUnanswered;
  private Object lastTimeOrNull;
  private String lastUri;

  private volatile boolean isCancelled;
  private volatile PreparedStatement reading;

  Intake(
      Database database,
      PostSource source,
      String labels,
      String runId,
      Selection selection,
      int stretchRows) {
    this.database = database;
    this.source = source;
    this.runId = runId;
    this.selection = selection;
    this.wanted = new WantedPosts(source.relation(), labels, selection);
    this.columns =
        Stream.concat(source.listedColumns().stream(), Stream.of("text_bytes", "replaces"))
            .toList();
    this.walk =
        new PostWalk(
            wanted, database.dialect().rowNumber(), stretchRows, !selection.sample().isAll());
  }

  /**
   * Takes on up to {@code most} posts that come after those on the list: fewer when no more are
   * wanted, or when some were found and the next may be long in coming.
   *
   * @param progress told how many posts are on the list, whenever some were added
   * @return how many were added; none only when no more are wanted, or it was cancelled
   */
  public long takeOn(long most, LongConsumer progress) {
    long before = listed;
    long wantedNow =
        Math.min(most, (selection.limit() == 0 ? Long.MAX_VALUE : selection.limit()) - listed);
    if (wantedNow > 0 && !isCancelled && !isComplete) {
      try (Connection from = database.connectToRead();
          Connection to = database.connect()) {
        to.setAutoCommit(false);
        takeOn(from, to, wantedNow, progress);
        to.setAutoCommit(true);
        database.dialect().refreshStatistics(to, "run_posts");
      } catch (SQLException e) {
        if (!isCancelled) {
          throw new UnableToExecuteStatementException("cannot take on posts", e, null);
        }
      }
    }
    return listed - before;
  }

  /** Whether no more posts are wanted. */
  public boolean isComplete() {
    return isComplete || (selection.limit() > 0 && listed >= selection.limit());
  }

  /** Ends {@link #takeOn} soon; it takes on no more. */
  public void cancel() {
    isCancelled = true;
    PreparedStatement statement = reading;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        if (statement == reading) { // Else it has just ended by itself.
          throw new UnableToExecuteStatementException(
              "cannot cancel the selection of posts", e, null);
        }
      }
    }
  }

  private void takeOn(Connection from, Connection to, long most, LongConsumer progress)
      throws SQLException {
    if (!selection.sample().isAll() && sample.isEmpty()) {
      database.dialect().isolate(from); // Others may add posts between its two passes.
      sample =
          Optional.of(
              DrawnSample.of(selection.sample(), from, source.relation(), () -> isCancelled));
      from.commit();
    }
    if (listed == 0) {
      hasUnanswered = hasUnanswered(from);
    }
    long before = listed;
    int passed = 0;
    while (listed < before + most && !isCancelled && !isComplete) {
      if (listed > before && passed >= STRETCHES_AT_ONCE) {
        return;
      }
      if (source.isCopied() || isAtUnanswered || enterStretch(from)) {
        takeOnNext(from, to, before + most, progress);
      }
      if (listed < before + most) {
        passed++;
        endStretch(from);
      }
    }
  }

  private boolean hasUnanswered(Connection from) throws SQLException {
    try (PreparedStatement select =
        from.prepareStatement("SELECT 1 FROM unanswered_texts WHERE scorer_id = ? LIMIT 1")) {
      select.setString(1, selection.scorerId());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private boolean enterStretch(Connection from) throws SQLException {
    database.dialect().preferIndexes(from);
    if (stretch.isEmpty()) {
      stretch = walk.next(from);
    }
    return stretch.isPresent();
  }

  /** A long transaction would keep the database from reusing what others have deleted. */
  private void endStretch(Connection from) throws SQLException {
    boolean isAtEnd = stretch.isEmpty();
    isComplete = isAtEnd && (isAtUnanswered || !hasUnanswered);
    isAtUnanswered = isAtEnd && hasUnanswered;
    stretch = Optional.empty();
    lastUri = null;
    from.commit();
  }

  private void takeOnNext(Connection from, Connection to, long end, LongConsumer progress)
      throws SQLException {
    try (PreparedStatement select = select(from, end - listed, "");
        PreparedStatement insert = to.prepareStatement(insert())) {
      reading = select;
      int rows = 0;
      long bytes = 0;
      try (ResultSet posts = select.executeQuery()) {
        while (listed + rows < end && !isCancelled && posts.next()) {
          lastTimeOrNull = posts.getObject("synctimestamp");
          lastUri = posts.getString("uri");
          if (sample.isEmpty() || sample.get().holds(SampledPost.of(posts))) {
            rows++;
            bind(insert, listed + rows, posts);
            bytes += source.isCopied() ? posts.getLong("text_bytes") : 0;
          }
          if (rows == ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
            commit(to, insert, rows, progress);
            rows = 0;
            bytes = 0;
          }
        }
      }
      commit(to, insert, rows, progress);
    } finally {
      reading = null;
    }
  }

  private void commit(Connection to, PreparedStatement insert, int rows, LongConsumer progress)
      throws SQLException {
    if (rows > 0) {
      insert.executeBatch();
      to.commit();
      listed += rows;
      progress.accept(listed);
    }
  }

  /**
   * Not by Jdbi, which would look for placeholders of its own in the user's query.
   *
   * @param explain what stands before the statement, to see how the database goes about it
   */
  PreparedStatement select(Connection from, long most, String explain) throws SQLException {
    List<Object> values = new ArrayList<>(wanted.values());
    String after = inStretch() + ofUnanswered(values) + after(values);
    // Which posts are of a sample is found out row by row.
    String limit = sample.isEmpty() ? " LIMIT " + most : "";
    String read =
        Stream.concat(source.listedColumns().stream(), Stream.of("uri", "synctimestamp", "source"))
            .distinct()
            .map(column -> "p." + column)
            .collect(joining(", "));
    PreparedStatement select =
        from.prepareStatement(
            "%sSELECT %s, OCTET_LENGTH(p.text) AS text_bytes, %s AS %s, %s AS replaces %s %s ORDER BY %s%s"
                .formatted(
                    explain,
                    read,
                    selection.sample().score(),
                    SampledPost.SCORE,
                    wanted.replaced(),
                    wanted.from(),
                    after,
                    WantedPosts.ORDER,
                    limit));
    for (int i = 0; i < values.size(); i++) {
      select.setObject(i + 1, values.get(i));
    }
    select.setFetchSize(FETCH_SIZE);
    return select;
  }

  /** A condition for the posts that come last, or for all others. */
  private String ofUnanswered(List<Object> values) {
    if (!hasUnanswered) {
      return "";
    }
    values.add(selection.scorerId());
    return "AND p.text %s (SELECT u.text FROM unanswered_texts u WHERE u.scorer_id = ?) "
        .formatted(isAtUnanswered ? "IN" : "NOT IN");
  }

  private String inStretch() {
    return stretch
        .map(
            rows ->
                "AND p.%s BETWEEN %d AND %d "
                    .formatted(database.dialect().rowNumber(), rows.first(), rows.last()))
        .orElse("");
  }

  /** A condition for the posts that come after the last one, by {@link WantedPosts#ORDER}. */
  private String after(List<Object> values) {
    if (lastUri == null) {
      return "";
    }
    if (lastTimeOrNull == null) {
      values.add(lastUri);
      return "AND p.synctimestamp IS NULL AND p.uri > ?";
    }
    Collections.addAll(values, lastTimeOrNull, lastTimeOrNull, lastUri);
    return "AND (p.synctimestamp > ? OR (p.synctimestamp = ? AND p.uri > ?)"
        + " OR p.synctimestamp IS NULL)";
  }

  private String insert() {
    return "INSERT INTO run_posts (run_id, position, %s) VALUES (?, ?%s)"
        .formatted(String.join(", ", columns), ", ?".repeat(columns.size()));
  }

  private void bind(PreparedStatement insert, long position, ResultSet post) throws SQLException {
    insert.setString(1, runId);
    insert.setLong(2, position);
    for (int i = 0; i < columns.size(); i++) {
      insert.setObject(i + 3, post.getObject(columns.get(i)));
    }
    insert.addBatch();
  }
}
