package org.postlabel.report.labels;

/**
 * Labels that have something in common.
 *
 * @param name what it is; empty when it is not known
 */
public record LabelCount(String name, long withScores, long withoutScores) {
  static LabelCount one(String name, boolean hasScores) {
    return new LabelCount(name, hasScores ? 1 : 0, hasScores ? 0 : 1);
  }

  LabelCount plus(LabelCount other) {
    return new LabelCount(name, withScores + other.withScores, withoutScores + other.withoutScores);
  }

  LabelCount named(String newName) {
    return new LabelCount(newName, withScores, withoutScores);
  }

  public long labels() {
    return withScores + withoutScores;
  }
}
