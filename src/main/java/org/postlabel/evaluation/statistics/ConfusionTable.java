package org.postlabel.evaluation.statistics;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How often each gold class met each label. Classes are numbered in their order; a share of nothing
 * is NaN. Immutable.
 */
public final class ConfusionTable {
  private final List<String> classes;
  private final long[] cells;
  private final long[] inGold;
  private final long[] inLabels;
  private final long agreed;
  private final long pairs;

  /**
   * @param cells row by row, a row for each gold class and a column for each label
   */
  private ConfusionTable(List<String> classes, long[] cells) {
    this.classes = classes;
    this.cells = cells;
    this.inGold = new long[classes.size()];
    this.inLabels = new long[classes.size()];
    long all = 0;
    long onDiagonal = 0;
    for (int gold = 0; gold < classes.size(); gold++) {
      for (int label = 0; label < classes.size(); label++) {
        long count = count(gold, label);
        inGold[gold] += count;
        inLabels[label] += count;
        all += count;
      }
      onDiagonal += count(gold, gold);
    }
    this.agreed = onDiagonal;
    this.pairs = all;
  }

  /** The table of {@code pairs}; its classes are those of either side, sorted. */
  public static ConfusionTable of(Collection<Pair> pairs) {
    SortedSet<String> seen = new TreeSet<>();
    for (Pair pair : pairs) {
      seen.add(pair.gold());
      seen.add(pair.label());
    }
    List<String> classes = List.copyOf(seen);
    long[] cells = new long[classes.size() * classes.size()];
    for (Pair pair : pairs) {
      cells[classes.indexOf(pair.gold()) * classes.size() + classes.indexOf(pair.label())]++;
    }
    return new ConfusionTable(classes, cells);
  }

  /**
   * A table of two classes, false and true, from the numbers of pairs.
   *
   * @param both pairs that are true on both sides
   */
  public static ConfusionTable ofTruths(long neither, long onlyLabel, long onlyGold, long both) {
    return new ConfusionTable(
        List.of("false", "true"), new long[] {neither, onlyLabel, onlyGold, both});
  }

  /**
   * The table with the counts {@code cells}, which it takes as its own.
   *
   * @param cells row by row, a row for each gold class and a column for each label
   */
  public static ConfusionTable ofCells(List<String> classes, long[] cells) {
    return new ConfusionTable(classes, cells);
  }

  /** The table in which the pair with each number counts as often as {@code times} says. */
  ConfusionTable drawn(int[] cellByPair, int[] times) {
    long[] drawn = new long[cells.length];
    for (int pair = 0; pair < times.length; pair++) {
      drawn[cellByPair[pair]] += times[pair];
    }
    return new ConfusionTable(classes, drawn);
  }

  /** Numbers the pairs, and says in which cell each is, row by row. */
  int[] cellByPair() {
    return IntStream.range(0, cells.length)
        .flatMap(cell -> IntStream.generate(() -> cell).limit(cells[cell]))
        .toArray();
  }

  public List<String> classes() {
    return classes;
  }

  public long count(int gold, int label) {
    return cells[gold * classes.size() + label];
  }

  public long inGold(int gold) {
    return inGold[gold];
  }

  public long inLabels(int label) {
    return inLabels[label];
  }

  public long pairs() {
    return pairs;
  }

  /** Pairs whose sides are the same. */
  public long agreed() {
    return agreed;
  }

  /** Whether a pair has the class on either side. */
  boolean has(int number) {
    return inGold[number] + inLabels[number] > 0;
  }

  /** Of the labels of a class, the share that the gold confirms. */
  public double precision(int number) {
    return (double) count(number, number) / inLabels[number];
  }

  /** Of the gold of a class, the share that the labels find. */
  public double recall(int number) {
    return (double) count(number, number) / inGold[number];
  }

  /** The harmonic mean of precision and recall; 0 when there is no agreement. */
  double f1(int number) {
    return 2.0 * count(number, number) / (inGold[number] + inLabels[number]);
  }

  /** The class that the gold standard gives a post, and the class that its label gives it. */
  public record Pair(String gold, String label) {
    public boolean agrees() {
      return gold.equals(label);
    }
  }
}
