package org.postlabel.selection.sample;

import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The posts of a sample, in little memory: the last rank that belongs to it, for each group of
 * posts, a source or a decile of scores, when groups share it. Not thread-safe.
 */
public final class DrawnSample {
  /** More of them would be no groups, and take more than little memory. */
  public static final int MOST_SOURCES = 1_000;

  private static final int MOST_GROUPS = MOST_SOURCES;

  private static final int FETCH_SIZE = 1_000;

  private final Grouping grouping;
  private final Ranks ranks;
  private final Map<String, Long> lastRanks;
  private final long posts;

  private DrawnSample(Grouping grouping, Ranks ranks, Map<String, Long> lastRanks, long posts) {
    this.grouping = grouping;
    this.ranks = ranks;
    this.lastRanks = lastRanks;
    this.posts = posts;
  }

  /**
   * Draws {@code sample} from {@code posts}, a table or a subquery in parentheses, which is read
   * twice, and twice more for deciles. The connection must be in a transaction: only there does
   * PostgreSQL stream.
   */
  public static DrawnSample of(Sample sample, Connection connection, String posts)
      throws SQLException {
    return of(sample, connection, posts, () -> false);
  }

  /**
   * The same, until {@code isCancelled}, which is asked for each post.
   *
   * @throws SQLException when it was cancelled
   */
  public static DrawnSample of(
      Sample sample, Connection connection, String posts, BooleanSupplier isCancelled)
      throws SQLException {
    Grouping grouping = Grouping.of(sample, connection, posts);
    Ranks ranks = new Ranks(sample.seed());
    Map<String, RankCounts> counts = new HashMap<>();
    forEach(
        sample,
        connection,
        posts,
        isCancelled,
        post ->
            grouping
                .of(post)
                .ifPresent(group -> counts(counts, sample, group).add(ranks.of(post.uri()))));
    Map<String, Long> sizes =
        counts.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, count -> count.getValue().ranks()));
    Map<String, Long> shares = Shares.of(sample.size(), sizes);
    Map<String, RankCounts.NthRank> lastRanks =
        shares.entrySet().stream()
            .filter(share -> share.getValue() > 0)
            .collect(
                toMap(
                    Map.Entry::getKey, share -> counts.get(share.getKey()).nth(share.getValue())));
    forEach(
        sample,
        connection,
        posts,
        isCancelled,
        post ->
            grouping
                .of(post)
                .map(lastRanks::get)
                .ifPresent(last -> last.add(ranks.of(post.uri()))));
    return new DrawnSample(
        grouping,
        ranks,
        lastRanks.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, last -> last.getValue().get())),
        shares.values().stream().mapToLong(Long::longValue).sum());
  }

  /** How many posts the sample has. */
  public long posts() {
    return posts;
  }

  /** Whether {@code post} is in the sample. */
  public boolean holds(SampledPost post) {
    return grouping
        .of(post)
        .map(lastRanks::get)
        .filter(last -> ranks.of(post.uri()) <= last)
        .isPresent();
  }

  /** Reads {@code posts} once more, and passes on the uris of the sample's posts. */
  public void forEachUri(Connection connection, String posts, Consumer<String> action)
      throws SQLException {
    forEach(
        grouping.sample(),
        connection,
        posts,
        () -> false,
        post -> {
          if (holds(post)) {
            action.accept(post.uri());
          }
        });
  }

  private static void forEach(
      Sample sample,
      Connection connection,
      String posts,
      BooleanSupplier isCancelled,
      Consumer<SampledPost> action)
      throws SQLException {
    // Not by Jdbi, which would look for placeholders of its own in the user's query.
    try (PreparedStatement select =
        connection.prepareStatement(
            sample.scores().isEmpty()
                ? "SELECT p.uri, p.source, NULL AS %s FROM %s AS p"
                    .formatted(SampledPost.SCORE, posts)
                : "SELECT p.uri, p.source, %s AS %s FROM %s"
                    .formatted(
                        sample.scores().get(0).joined(),
                        SampledPost.SCORE,
                        sample.scores().get(0).joinedTo(posts)))) {
      select.setFetchSize(FETCH_SIZE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (isCancelled.getAsBoolean()) {
            throw new SQLException("the draw of the sample was cancelled");
          }
          action.accept(SampledPost.of(rows));
        }
      }
    }
  }

  private static RankCounts counts(Map<String, RankCounts> counts, Sample sample, String group) {
    RankCounts ofGroup = counts.computeIfAbsent(group, name -> new RankCounts());
    if (counts.size() > MOST_GROUPS) {
      throw new IllegalArgumentException(
          sample.scores().isEmpty()
              ? "--sampleBy=source takes posts of %d sources at most, and there are more"
                  .formatted(MOST_SOURCES)
              : "--sampleBy=%s makes more than %d groups of a source and a decile; leave source out"
                  .formatted(sample.by(), MOST_GROUPS));
    }
    return ofGroup;
  }
}
