package org.postlabel.selection.sample;

import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * The posts of a sample, in little memory: the last rank that belongs to it, for each source when
 * sources share it. Not thread-safe.
 */
public final class DrawnSample {
  /** More of them would be no groups, and take more than little memory. */
  public static final int MOST_SOURCES = 1_000;

  private static final int FETCH_SIZE = 1_000;

  private final Sample sample;
  private final Ranks ranks;
  private final Map<String, Long> lastRanks;
  private final long posts;

  private DrawnSample(Sample sample, Map<String, Long> lastRanks, long posts) {
    this.sample = sample;
    this.ranks = new Ranks(sample.seed());
    this.lastRanks = lastRanks;
    this.posts = posts;
  }

  /**
   * Draws {@code sample} from {@code posts}, a table or a subquery in parentheses, which is read
   * twice. The connection must be in a transaction: only there does PostgreSQL stream.
   */
  public static DrawnSample of(Sample sample, Connection connection, String posts)
      throws SQLException {
    Map<String, RankCounts> counts = new HashMap<>();
    forEachRank(sample, connection, posts, (source, rank) -> counts(counts, source).add(rank));
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
    forEachRank(
        sample,
        connection,
        posts,
        (source, rank) -> {
          if (lastRanks.containsKey(source)) {
            lastRanks.get(source).add(rank);
          }
        });
    return new DrawnSample(
        sample,
        lastRanks.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, last -> last.getValue().get())),
        shares.values().stream().mapToLong(Long::longValue).sum());
  }

  /** How many posts the sample has. */
  public long posts() {
    return posts;
  }

  /** Whether the post {@code uri} is in the sample. */
  public boolean holds(String uri, String sourceOrNull) {
    Long last = lastRanks.get(group(sample, sourceOrNull));
    return last != null && ranks.of(uri) <= last;
  }

  /** Reads {@code posts} once more, and passes on the uris of the sample's posts. */
  public void forEachUri(Connection connection, String posts, Consumer<String> action)
      throws SQLException {
    forEach(
        connection,
        posts,
        (uri, source) -> {
          if (holds(uri, source)) {
            action.accept(uri);
          }
        });
  }

  private static void forEachRank(
      Sample sample, Connection connection, String posts, ObjLongConsumer<String> action)
      throws SQLException {
    Ranks ranks = new Ranks(sample.seed());
    forEach(
        connection, posts, (uri, source) -> action.accept(group(sample, source), ranks.of(uri)));
  }

  private static void forEach(
      Connection connection, String posts, BiConsumer<String, String> action) throws SQLException {
    // Not by Jdbi, which would look for placeholders of its own in the user's query.
    try (PreparedStatement select =
        connection.prepareStatement("SELECT uri, source FROM " + posts + " AS p")) {
      select.setFetchSize(FETCH_SIZE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          action.accept(rows.getString("uri"), rows.getString("source"));
        }
      }
    }
  }

  private static RankCounts counts(Map<String, RankCounts> counts, String source) {
    RankCounts ofSource = counts.computeIfAbsent(source, name -> new RankCounts());
    if (counts.size() > MOST_SOURCES) {
      throw new IllegalArgumentException(
          "--sampleBy=source takes posts of %d sources at most, and there are more"
              .formatted(MOST_SOURCES));
    }
    return ofSource;
  }

  /** The posts of no source are a group too. */
  private static String group(Sample sample, String sourceOrNull) {
    return sample.isBySource() && sourceOrNull != null ? sourceOrNull : "";
  }
}
