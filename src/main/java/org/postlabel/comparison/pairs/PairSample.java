package org.postlabel.comparison.pairs;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hipparchus.random.MersenneTwister;
import org.hipparchus.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.database.Database;
import org.postlabel.database.Snapshot;

/**
 * The posts that have scores on both sides, or where there are more than {@link #MOST_POSTS} a
 * random sample of so many, which the seed determines.
 */
public final class PairSample {
  /** About 30 MB; their intervals have a width of a hundredth at most. */
  public static final int MOST_POSTS = 100_000;

  private static final int FETCH_SIZE = 1_000;
  private static final int FIRST_SCORE = 5;

  private final Handle handle;
  private final Side left;
  private final Side right;
  private final List<ColumnPair> columns;
  private final List<ScoredPost> posts = new ArrayList<>();
  private final long[] withBoth;
  private final SortedSet<String> leftScorers = new TreeSet<>();
  private final SortedSet<String> rightScorers = new TreeSet<>();
  private long found;

  private PairSample(Handle handle, Side left, Side right, List<ColumnPair> columns) {
    this.handle = handle;
    this.left = left;
    this.right = right;
    this.columns = columns;
    this.withBoth = new long[columns.size()];
  }

  /**
   * Finds the sides that were typed, and reads them.
   *
   * @param crosswalkOrNull null means the one that comes with the program
   * @throws IllegalArgumentException when there is nothing to compare
   */
  public static PairSample read(
      Snapshot snapshot,
      Database database,
      String left,
      String right,
      Crosswalk crosswalkOrNull,
      long seed)
      throws SQLException {
    Handle handle = snapshot.handle();
    Sides sides = new Sides(snapshot, database.dialect());
    Side leftSide = sides.find(left);
    Side rightSide = sides.find(right);
    PairSample sample =
        new PairSample(handle, leftSide, rightSide, columns(leftSide, rightSide, crosswalkOrNull));
    sample.fill(seed);
    if (sample.posts.isEmpty()) {
      throw new IllegalArgumentException(
          "no post has scores of both %s and %s; label the same posts with both scorers first"
              .formatted(left, right));
    }
    return sample;
  }

  private static List<ColumnPair> columns(Side left, Side right, Crosswalk crosswalkOrNull) {
    if (left.chosen().isPresent() && right.chosen().isPresent()) {
      return List.of(new ColumnPair(left.chosen().get(), right.chosen().get()));
    }
    Crosswalk crosswalk =
        crosswalkOrNull == null ? Crosswalk.bundled().withSameNames(left, right) : crosswalkOrNull;
    List<ColumnPair> pairs =
        crosswalk.between(left, right).stream()
            .filter(pair -> left.chosen().filter(name -> !name.equals(pair.left())).isEmpty())
            .filter(pair -> right.chosen().filter(name -> !name.equals(pair.right())).isEmpty())
            .toList();
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "no columns of %s and %s are known to belong together; name one of each, as in %s.%s"
                  .formatted(left.name(), right.name(), left.name(), left.columns().get(0))
              + ", or give pairs with --crosswalk");
    }
    return pairs;
  }

  private void fill(long seed) throws SQLException {
    List<String> lefts = columns.stream().map(ColumnPair::left).toList();
    List<String> rights = columns.stream().map(ColumnPair::right).toList();
    List<String> ofLeft = left.selected("l", lefts);
    List<String> ofRight = right.selected("r", rights);
    String sql =
        "SELECT %s, l.scorer_id, r.scorer_id, l.text_hash, %s FROM %s ORDER BY 1"
            .formatted(
                key(),
                Stream.concat(ofLeft.stream(), ofRight.stream()).collect(joining(", ")),
                joined());
    RandomGenerator random = new MersenneTwister(seed);
    try (ResultIterator<ScoredPost> rows =
        handle
            .select(sql, parameters())
            .setFetchSize(FETCH_SIZE)
            .map((row, context) -> post(row, lefts, rights, ofLeft.size()))
            .iterator()) {
      while (rows.hasNext()) {
        add(rows.next(), random);
      }
    }
  }

  private String joined() {
    return "%s AS l JOIN %s AS r ON %s WHERE %s AND %s"
        .formatted(
            left.table(),
            right.table(),
            left.hasPosts() && right.hasPosts()
                ? "r.uri = l.uri AND r.text_hash = l.text_hash"
                : "r.text_hash = l.text_hash",
            left.condition("l"),
            right.condition("r"));
  }

  private Object[] parameters() {
    return Stream.concat(left.parameters().stream(), right.parameters().stream()).toArray();
  }

  /** When the first and the last score of either side was made, of posts with scores on both. */
  public LabelTimes times() {
    return handle
        .select(
            "SELECT MIN(l.%1$s), MAX(l.%1$s), MIN(r.%2$s), MAX(r.%2$s) FROM %3$s"
                .formatted(left.timeColumn(), right.timeColumn(), joined()),
            parameters())
        .map(
            (row, context) ->
                new LabelTimes(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .one();
  }

  private String key() {
    if (left.hasPosts()) {
      return "l.uri";
    }
    return right.hasPosts() ? "r.uri" : "l.text_hash";
  }

  private ScoredPost post(ResultSet row, List<String> lefts, List<String> rights, int leftPlaces)
      throws SQLException {
    leftScorers.add(row.getString(2));
    rightScorers.add(row.getString(3));
    return new ScoredPost(
        row.getString(1),
        row.getString(4),
        left.read(row, FIRST_SCORE, lefts),
        right.read(row, FIRST_SCORE + leftPlaces, rights));
  }

  /** Vitter, Random sampling with a reservoir, 1985, algorithm R. */
  private void add(ScoredPost post, RandomGenerator random) {
    boolean hasAny = false;
    for (int pair = 0; pair < withBoth.length; pair++) {
      withBoth[pair] += post.hasBoth(pair) ? 1 : 0;
      hasAny |= post.hasBoth(pair);
    }
    if (!hasAny) {
      return;
    }
    found++;
    if (posts.size() < MOST_POSTS) {
      posts.add(post);
    } else {
      long place = random.nextLong(found);
      if (place < MOST_POSTS) {
        posts.set((int) place, post);
      }
    }
  }

  public String left() {
    return left.name();
  }

  public String right() {
    return right.name();
  }

  /** The label table on the left; empty when its scores are those of the ledger. */
  public Optional<String> leftTable() {
    return left.labelTable();
  }

  public Optional<String> rightTable() {
    return right.labelTable();
  }

  public List<ColumnPair> columns() {
    return columns;
  }

  /** What the numbers of the pair of columns with this number are. */
  public Scales scales(int pair) {
    return new Scales(
        Optional.ofNullable(left.scaleByColumn().get(columns.get(pair).left())),
        Optional.ofNullable(right.scaleByColumn().get(columns.get(pair).right())));
  }

  public List<ScoredPost> posts() {
    return Collections.unmodifiableList(posts);
  }

  /** How many posts have scores on both sides, in the sample or not. */
  public long found() {
    return found;
  }

  /** How many posts have both scores of the pair of columns with this number. */
  public long withBoth(int pair) {
    return withBoth[pair];
  }

  /** How many rows of the left side have a score, by column. */
  public Map<String, Long> leftScored() {
    return left.scored(handle, columns.stream().map(ColumnPair::left).toList());
  }

  public Map<String, Long> rightScored() {
    return right.scored(handle, columns.stream().map(ColumnPair::right).toList());
  }

  /** The scorer IDs that the scores on the left come from. */
  public SortedSet<String> leftScorers() {
    return Collections.unmodifiableSortedSet(leftScorers);
  }

  public SortedSet<String> rightScorers() {
    return Collections.unmodifiableSortedSet(rightScorers);
  }

  /** The texts of some posts by their keys, where the database has them. */
  public Map<String, String> texts(List<String> keys) {
    return left.hasPosts() ? left.texts(handle, keys) : right.texts(handle, keys);
  }
}
