package org.postlabel.evaluation.statistics;

/** The class that the gold standard gives a post, and the class that its label gives it. */
public record Pair(String gold, String label) {
  public boolean agrees() {
    return gold.equals(label);
  }
}
