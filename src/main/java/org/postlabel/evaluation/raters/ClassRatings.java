package org.postlabel.evaluation.raters;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.evaluation.statistics.Statistic;

/** Ratings that are classes: truths or words. */
final class ClassRatings implements Ratings {
  private static final int MISSING = -1;
  private static final List<Statistic> OF_PAIRS =
      List.of(Statistic.COHENS_KAPPA, Statistic.KRIPPENDORFFS_ALPHA);

  private final List<String> classes;

  /** By rater and post; the labels last. */
  private final int[][] numbers;

  /**
   * @param posts what each rater says of a post, null where nothing, and its label last
   */
  ClassRatings(List<List<String>> posts) {
    this.classes =
        List.copyOf(
            new TreeSet<>(posts.stream().flatMap(List::stream).filter(Objects::nonNull).toList()));
    this.numbers = new int[posts.get(0).size()][posts.size()];
    for (int post = 0; post < posts.size(); post++) {
      for (int rater = 0; rater < numbers.length; rater++) {
        String said = posts.get(post).get(rater);
        numbers[rater][post] = said == null ? MISSING : classes.indexOf(said);
      }
    }
  }

  @Override
  public List<Measure> ofPairs() {
    return OF_PAIRS.stream().map(ClassRatings::measure).toList();
  }

  @Override
  public List<Measure> together() {
    return List.of(measure(Statistic.KRIPPENDORFFS_ALPHA));
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
    return Arrays.stream(numbers[rater]).filter(number -> number != MISSING).count();
  }

  @Override
  public double[] pair(int left, int right, int[] times) {
    long[] cells = new long[classes.size() * classes.size()];
    for (int post = 0; post < times.length; post++) {
      int one = numbers[left][post];
      int other = numbers[right][post];
      if (one != MISSING && other != MISSING) {
        cells[one * classes.size() + other] += times[post];
      }
    }
    ConfusionTable table = ConfusionTable.ofCells(classes, cells);
    return OF_PAIRS.stream().mapToDouble(statistic -> statistic.of(table)).toArray();
  }

  /**
   * Krippendorff's alpha for nominal data, any number of raters and missing ratings: Computing
   * Krippendorff's alpha-reliability, 2011, section C.
   */
  @Override
  public double[] together(int raters, int[] times) {
    long[] ofClass = new long[classes.size()];
    int[] ofPost = new int[classes.size()];
    double observed = 0;
    for (int post = 0; post < times.length; post++) {
      Arrays.fill(ofPost, 0);
      int ratings = 0;
      for (int rater = 0; rater < raters; rater++) {
        if (numbers[rater][post] != MISSING) {
          ofPost[numbers[rater][post]]++;
          ratings++;
        }
      }
      if (ratings > 1 && times[post] > 0) {
        double unlike = (double) ratings * ratings;
        for (int i = 0; i < ofPost.length; i++) {
          unlike -= (double) ofPost[i] * ofPost[i];
          ofClass[i] += (long) times[post] * ofPost[i];
        }
        observed += times[post] * unlike / (ratings - 1);
      }
    }
    double all = Arrays.stream(ofClass).sum();
    double expected = all * all - Arrays.stream(ofClass).mapToDouble(n -> (double) n * n).sum();
    return new double[] {1 - (all - 1) * observed / expected};
  }

  private static Measure measure(Statistic statistic) {
    return new Measure(statistic.words(), statistic.jsonName());
  }
}
