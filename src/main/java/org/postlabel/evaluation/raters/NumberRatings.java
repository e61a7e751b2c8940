package org.postlabel.evaluation.raters;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.postlabel.evaluation.statistics.ScorePairs;
import org.postlabel.evaluation.statistics.ScoreStatistic;

/** Ratings that are numbers. */
final class NumberRatings implements Ratings {
  private static final List<ScoreStatistic> OF_PAIRS =
      List.of(
          ScoreStatistic.SPEARMAN,
          ScoreStatistic.PEARSON,
          ScoreStatistic.MEAN_ABSOLUTE_ERROR,
          ScoreStatistic.INTRACLASS_CORRELATION,
          ScoreStatistic.KRIPPENDORFFS_ALPHA);

  /** By rater and post, less the mean of all; the labels last; NaN where there is none. */
  private final double[][] numbers;

  /** By the raters of a pair, the lower first. */
  private final Pair[][] pairs;

  /**
   * @param posts what each rater says of a post, null where nothing, and its label last
   */
  NumberRatings(List<List<Double>> posts) {
    int sides = posts.get(0).size();
    double mean =
        posts.stream()
            .flatMap(List::stream)
            .filter(number -> number != null)
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(0);
    this.numbers = new double[sides][posts.size()];
    for (int post = 0; post < posts.size(); post++) {
      for (int rater = 0; rater < sides; rater++) {
        Double said = posts.get(post).get(rater);
        numbers[rater][post] = said == null ? Double.NaN : said - mean;
      }
    }
    this.pairs = new Pair[sides][sides];
    for (int left = 0; left < sides; left++) {
      for (int right = left + 1; right < sides; right++) {
        pairs[left][right] = Pair.of(numbers[left], numbers[right]);
      }
    }
  }

  @Override
  public List<Measure> ofPairs() {
    return OF_PAIRS.stream().map(NumberRatings::measure).toList();
  }

  @Override
  public List<Measure> together() {
    return List.of(
        measure(ScoreStatistic.INTRACLASS_CORRELATION),
        measure(ScoreStatistic.KRIPPENDORFFS_ALPHA));
  }

  @Override
  public int raters() {
    return numbers.length - 1;
  }

  @Override
  public int posts() {
    return numbers[0].length;
  }

  @Override
  public long ratings(int rater) {
    return Arrays.stream(numbers[rater]).filter(number -> !Double.isNaN(number)).count();
  }

  @Override
  public double[] pair(int left, int right, int[] times) {
    ScorePairs.Drawn drawn = pairs[left][right].drawn(times);
    return OF_PAIRS.stream().mapToDouble(statistic -> statistic.of(drawn)).toArray();
  }

  @Override
  public double[] together(int raters, int[] times) {
    return new double[] {intraclassCorrelation(raters, times), alpha(raters, times)};
  }

  /**
   * ICC(2,1) by analysis of variance, over the posts that all have rated: Shrout and Fleiss, 1979.
   */
  private double intraclassCorrelation(int raters, int[] times) {
    double posts = 0;
    double all = 0;
    double squares = 0;
    double squaresOfPosts = 0;
    double[] ofRater = new double[raters];
    DoubleSummaryStatistics range = new DoubleSummaryStatistics();
    for (int post = 0; post < times.length; post++) {
      double ofPost = sum(raters, post, 1);
      if (times[post] > 0 && !Double.isNaN(ofPost)) {
        addTo(range, raters, post);
        posts += times[post];
        all += times[post] * ofPost;
        squares += times[post] * sum(raters, post, 2);
        squaresOfPosts += times[post] * ofPost * ofPost;
        for (int rater = 0; rater < raters; rater++) {
          ofRater[rater] += times[post] * numbers[rater][post];
        }
      }
    }
    double correction = all * all / (posts * raters);
    double betweenPosts = squaresOfPosts / raters - correction;
    double betweenRaters = Arrays.stream(ofRater).map(sum -> sum * sum).sum() / posts - correction;
    double error =
        (squares - correction - betweenPosts - betweenRaters) / ((posts - 1) * (raters - 1));
    double meanOfPosts = betweenPosts / (posts - 1);
    double meanOfRaters = betweenRaters / (raters - 1);
    if (!isVaried(range)) {
      return Double.NaN;
    }
    return (meanOfPosts - error)
        / (meanOfPosts + (raters - 1) * error + raters * (meanOfRaters - error) / posts);
  }

  private double sum(int raters, int post, int power) {
    double sum = 0;
    for (int rater = 0; rater < raters; rater++) {
      sum += Math.pow(numbers[rater][post], power);
    }
    return sum;
  }

  /**
   * Krippendorff's alpha for interval data, any number of raters and missing ratings: Computing
   * Krippendorff's alpha-reliability, 2011, section D.
   */
  private double alpha(int raters, int[] times) {
    double all = 0;
    double sum = 0;
    double squares = 0;
    double observed = 0;
    DoubleSummaryStatistics range = new DoubleSummaryStatistics();
    for (int post = 0; post < times.length; post++) {
      int ratings = 0;
      double sumOfPost = 0;
      double squaresOfPost = 0;
      for (int rater = 0; rater < raters; rater++) {
        double number = numbers[rater][post];
        if (!Double.isNaN(number)) {
          ratings++;
          sumOfPost += number;
          squaresOfPost += number * number;
        }
      }
      if (ratings > 1 && times[post] > 0) {
        addTo(range, raters, post);
        all += (double) times[post] * ratings;
        sum += times[post] * sumOfPost;
        squares += times[post] * squaresOfPost;
        observed +=
            times[post] * 2 * (ratings * squaresOfPost - sumOfPost * sumOfPost) / (ratings - 1);
      }
    }
    return isVaried(range)
        ? 1 - (all - 1) * observed / (2 * (all * squares - sum * sum))
        : Double.NaN;
  }

  private void addTo(DoubleSummaryStatistics range, int raters, int post) {
    for (int rater = 0; rater < raters; rater++) {
      if (!Double.isNaN(numbers[rater][post])) {
        range.accept(numbers[rater][post]);
      }
    }
  }

  /** Where all numbers are the same, what is left of their sums is rounding. */
  private static boolean isVaried(DoubleSummaryStatistics range) {
    return range.getMin() < range.getMax();
  }

  private static Measure measure(ScoreStatistic statistic) {
    return new Measure(statistic.words(), statistic.jsonName());
  }

  /** The posts that two raters have rated. */
  private static final class Pair {
    private final int[] posts;
    private final ScorePairs scores;

    Pair(int[] posts, ScorePairs scores) {
      this.posts = posts;
      this.scores = scores;
    }

    static Pair of(double[] left, double[] right) {
      int[] posts =
          IntStream.range(0, left.length)
              .filter(post -> !Double.isNaN(left[post]) && !Double.isNaN(right[post]))
              .toArray();
      return new Pair(
          posts,
          new ScorePairs(
              Arrays.stream(posts).mapToDouble(post -> left[post]).toArray(),
              Arrays.stream(posts).mapToDouble(post -> right[post]).toArray()));
    }

    ScorePairs.Drawn drawn(int[] times) {
      return scores.drawn(Arrays.stream(posts).map(post -> times[post]).toArray());
    }
  }
}
