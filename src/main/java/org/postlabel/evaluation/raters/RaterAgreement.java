package org.postlabel.evaluation.raters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.postlabel.evaluation.raters.Ratings.Measure;
import org.postlabel.evaluation.statistics.Bootstrap;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.evaluation.statistics.Resampling;

/**
 * How raters agree with each other, and with the labels, over the same posts. Intervals are from
 * resamples of the posts.
 *
 * @param posts that have a label and a rating
 * @param unreadable ratings that are no value of the column, and count as missing
 * @param meansOfPairs means over the pairs of raters, and over the pairs of a rater and the labels;
 *     a pair for which a statistic is not defined is left out
 * @param allAtOnce of all raters, and of all raters with the labels as one more
 */
public record RaterAgreement(
    long posts,
    long unreadable,
    List<Line> meansOfPairs,
    List<Line> allAtOnce,
    List<RaterLine> byRater) {

  /**
   * A statistic.
   *
   * @param words as people call it
   */
  public record Line(String words, String jsonName, Estimate amongRaters, Estimate withLabels) {}

  /**
   * Krippendorff's alpha of one rater.
   *
   * @param ratings how many posts the rater has rated
   * @param withOthers the mean over the pairs with another rater
   */
  public record RaterLine(String rater, long ratings, Estimate withOthers, Estimate withLabels) {}

  /**
   * Of ratings that are classes.
   *
   * @param posts at least one: what each of {@code raters} says of it, null where nothing, and its
   *     label last
   */
  public static RaterAgreement ofClasses(
      List<String> raters, List<List<String>> posts, long unreadable, Resampling resampling) {
    return of(raters, new ClassRatings(posts), unreadable, resampling);
  }

  /** The same, of ratings that are finite numbers. */
  public static RaterAgreement ofNumbers(
      List<String> raters, List<List<Double>> posts, long unreadable, Resampling resampling) {
    return of(raters, new NumberRatings(posts), unreadable, resampling);
  }

  private static RaterAgreement of(
      List<String> raters, Ratings ratings, long unreadable, Resampling resampling) {
    Iterator<Estimate> estimates =
        Bootstrap.estimates(ratings.posts(), times -> numbers(ratings, times), resampling)
            .iterator();
    List<Line> pairs = lines(ratings.ofPairs(), estimates);
    List<Line> together = lines(ratings.together(), estimates);
    List<RaterLine> byRater = new ArrayList<>();
    for (int rater = 0; rater < raters.size(); rater++) {
      byRater.add(
          new RaterLine(
              raters.get(rater), ratings.ratings(rater), estimates.next(), estimates.next()));
    }
    return new RaterAgreement(ratings.posts(), unreadable, pairs, together, byRater);
  }

  private static List<Line> lines(List<Measure> measures, Iterator<Estimate> estimates) {
    return measures.stream()
        .map(
            measure ->
                new Line(measure.words(), measure.jsonName(), estimates.next(), estimates.next()))
        .toList();
  }

  /** In the order in which the estimates are taken. */
  private static double[] numbers(Ratings ratings, int[] times) {
    int raters = ratings.raters();
    double[][][] byPair = new double[raters + 1][raters + 1][];
    for (int left = 0; left < raters; left++) {
      for (int right = left + 1; right <= raters; right++) {
        byPair[left][right] = ratings.pair(left, right, times);
        byPair[right][left] = byPair[left][right];
      }
    }
    List<Double> numbers = new ArrayList<>();
    int measures = ratings.ofPairs().size();
    for (int measure = 0; measure < measures; measure++) {
      int which = measure;
      numbers.add(
          mean(
              IntStream.range(0, raters)
                  .mapToObj(left -> Arrays.copyOfRange(byPair[left], left + 1, raters))
                  .flatMap(Arrays::stream)
                  .mapToDouble(pair -> pair[which])));
      numbers.add(
          mean(IntStream.range(0, raters).mapToDouble(rater -> byPair[rater][raters][which])));
    }
    double[] people = ratings.together(raters, times);
    double[] withLabels = ratings.together(raters + 1, times);
    for (int i = 0; i < people.length; i++) {
      numbers.add(raters > 1 ? people[i] : Double.NaN);
      numbers.add(withLabels[i]);
    }
    for (int rater = 0; rater < raters; rater++) {
      int one = rater;
      numbers.add(
          mean(
              IntStream.range(0, raters)
                  .filter(other -> other != one)
                  .mapToDouble(other -> byPair[one][other][measures - 1])));
      numbers.add(byPair[rater][raters][measures - 1]);
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(DoubleStream ofPairs) {
    return ofPairs.filter(Double::isFinite).average().orElse(Double.NaN);
  }
}
