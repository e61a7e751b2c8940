package org.postlabel.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.postlabel.selection.sample.Sample;
import org.postlabel.selection.sample.ScoreColumn;

/**
 * The sample of posts with old scores that a new scorer has to score, so that the threshold of its
 * own that keeps as many posts as an old one is known to {@link #DISTANCE} either way, with 95 %
 * confidence.
 *
 * <p>Of n posts, the new threshold is a quantile whose error is, to first order, the mean over the
 * posts of how the two sides differ (1, 0 or -1), divided by the density of the new scores there
 * (Bahadur, A note on quantiles in large samples, Annals of Mathematical Statistics 37, 1966). Its
 * variance is the share of posts on which the two disagree, 2p(1-p)(1-kappa) where either side has
 * the share p, divided by n and the density squared. What is not known before is taken from the old
 * scores and from {@link #KAPPA}: the new ones are assumed to lie as densely around their threshold
 * as the old ones do, and to agree with them moderately.
 *
 * @param scored posts with an old score of the text that they have now
 * @param sample what the greatest need of {@code needs} takes
 */
public record Bridge(ScoreColumn from, long scored, List<Need> needs, Sample sample) {
  /** Half the width of the interval of a threshold. */
  public static final double DISTANCE = .02;

  /** The least that is called moderate (Landis and Koch, Biometrics 33, 1977). */
  public static final double KAPPA = .4;

  /** Half the width of a 95 % interval, in standard errors. */
  private static final double Z = 1.96;

  /** Sources that leave room for deciles. */
  private static final int MOST_SOURCES = 100;

  /**
   * What one threshold needs.
   *
   * @param share of the scored posts that have this score or a greater one
   * @param posts never more than there are
   * @param isEnough whether so many give the interval; otherwise even all posts do not
   */
  public record Need(double threshold, double share, long posts, boolean isEnough) {}

  /**
   * Works out what {@code thresholds} of the scores {@code from} need.
   *
   * @throws IllegalArgumentException when no post has a score there
   */
  public static Bridge of(Planner planner, ScoreColumn from, List<Double> thresholds, long seed)
      throws SQLException {
    long[] counts = planner.scoreCounts(from, thresholds, DISTANCE);
    long scored = counts[0];
    if (scored == 0) {
      throw new IllegalArgumentException(
          "no post has a score in %s that is of its present text".formatted(from));
    }
    List<Need> needs = new ArrayList<>();
    for (int i = 0; i < thresholds.size(); i++) {
      needs.add(need(thresholds.get(i), scored, counts[1 + 2 * i], counts[2 + 2 * i]));
    }
    long sources = planner.sources(MOST_SOURCES + 1);
    long posts = needs.stream().map(Need::posts).max(Comparator.naturalOrder()).orElseThrow();
    return new Bridge(
        from,
        scored,
        needs,
        new Sample(posts, sources > 1 && sources <= MOST_SOURCES, List.of(from), seed));
  }

  /**
   * The need of {@code threshold}.
   *
   * @param above posts with this score or a greater one
   * @param near posts whose score is no farther from it than {@link #DISTANCE}
   */
  static Need need(double threshold, long scored, long above, long near) {
    double share = (double) above / scored;
    double disagreeing = 2 * share * (1 - share) * (1 - KAPPA);
    // Half the posts that near are as many as lie within the distance on one side.
    double oneSide = near / 2.0 / scored;
    double posts = Z * Z * disagreeing / (oneSide * oneSide);
    // A threshold that all posts or none of them reach has no counterpart.
    boolean isEnough = above > 0 && above < scored && posts <= scored;
    return new Need(threshold, share, isEnough ? (long) Math.ceil(posts) : scored, isEnough);
  }
}
