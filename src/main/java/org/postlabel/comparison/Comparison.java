package org.postlabel.comparison;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.comparison.ComparedPair.DifferingPost;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.comparison.pairs.PairSample;
import org.postlabel.comparison.pairs.ScoredPost;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.OurTables;
import org.postlabel.database.Snapshot;
import org.postlabel.evaluation.statistics.ScorePairs;
import org.postlabel.output.Excerpt;

/**
 * The result of comparing two sides, pair by pair of columns. Holds the texts of a few posts.
 *
 * @param posts with scores on both sides
 * @param compared of these, that the results come from
 * @param leftScorers the scorer IDs of the scores on the left
 */
public record Comparison(
    CompareConfig config,
    String left,
    String right,
    long posts,
    long compared,
    SortedSet<String> leftScorers,
    SortedSet<String> rightScorers,
    List<ComparedPair> pairs) {
  /** Posts that are shown to either side. */
  private static final int SHOWN = 10;

  /** Code points of a text that are shown. */
  private static final int LONGEST_TEXT = 1_000;

  /**
   * Compares as {@code config} says; only reads.
   *
   * @throws IllegalArgumentException when there is nothing to compare
   * @throws DatabaseUnusableException when there are no scores to be read
   */
  public static Comparison of(CompareConfig config) {
    Database database = config.database();
    OurTables.require(database);
    try (Snapshot snapshot = Snapshot.of(database)) {
      PairSample sample =
          PairSample.read(
              snapshot,
              database,
              config.left(),
              config.right(),
              config.crosswalk().orElse(null),
              config.resampling().seed());
      return new Comparison(
          config,
          sample.left(),
          sample.right(),
          sample.found(),
          sample.posts().size(),
          sample.leftScorers(),
          sample.rightScorers(),
          pairs(config, sample));
    } catch (SQLException | JdbiException e) {
      throw new DatabaseUnusableException(
          "cannot read scores from %s: %s".formatted(database.url(), e.getMessage()), e);
    }
  }

  private static List<ComparedPair> pairs(CompareConfig config, PairSample sample) {
    Map<String, Long> leftScored = sample.leftScored();
    Map<String, Long> rightScored = sample.rightScored();
    boolean areTexts = sample.leftTable().isEmpty() && sample.rightTable().isEmpty();
    Optional<MapFitting> maps =
        config.mapFile().map(unused -> new MapFitting(sample, config.resampling()));
    List<ComparedPair> compared = new ArrayList<>();
    for (int i = 0; i < sample.columns().size(); i++) {
      if (sample.withBoth(i) > 0) {
        int number = i;
        ColumnPair columns = sample.columns().get(i);
        List<ScoredPost> posts =
            sample.posts().stream().filter(post -> post.hasBoth(number)).toList();
        ScorePairs scores =
            new ScorePairs(
                posts.stream().mapToDouble(post -> post.left(number)).toArray(),
                posts.stream().mapToDouble(post -> post.right(number)).toArray());
        compared.add(
            ComparedPair.of(
                columns,
                sample.scales(i),
                new ComparedPair.Coverage(
                    sample.withBoth(i),
                    leftScored.get(columns.left()),
                    rightScored.get(columns.right()),
                    sample.leftTable().isPresent() || areTexts,
                    sample.rightTable().isPresent() || areTexts),
                scores,
                config.thresholds(),
                config.resampling(),
                differing(sample, posts, scores),
                maps.map(fitting -> fitting.fit(number, posts, scores))));
      }
    }
    return compared;
  }

  /** Those whose places among all differ most: higher on the left, then higher on the right. */
  private static List<DifferingPost> differing(
      PairSample sample, List<ScoredPost> posts, ScorePairs scores) {
    ScorePairs.Drawn all = scores.all();
    List<Integer> byDifference =
        IntStream.range(0, posts.size())
            .filter(post -> all.leftRank(post) != all.rightRank(post))
            .boxed()
            .sorted(Comparator.comparingDouble(post -> all.rightRank(post) - all.leftRank(post)))
            .toList();
    List<Integer> leftHigher =
        byDifference.stream()
            .limit(SHOWN)
            .takeWhile(post -> all.leftRank(post) > all.rightRank(post))
            .toList();
    List<Integer> rightHigher =
        IntStream.range(0, byDifference.size())
            .mapToObj(i -> byDifference.get(byDifference.size() - 1 - i))
            .limit(SHOWN)
            .takeWhile(post -> all.leftRank(post) < all.rightRank(post))
            .toList();
    List<Integer> shown = Stream.concat(leftHigher.stream(), rightHigher.stream()).toList();
    Map<String, String> texts =
        sample.texts(shown.stream().map(post -> posts.get(post).key()).toList());
    return shown.stream()
        .map(
            post ->
                new DifferingPost(
                    posts.get(post).key(),
                    scores.left(post),
                    scores.right(post),
                    all.leftRank(post) > all.rightRank(post),
                    Excerpt.of(
                        texts.getOrDefault(posts.get(post).key(), ""), LONGEST_TEXT, " ...")))
        .toList();
  }
}
