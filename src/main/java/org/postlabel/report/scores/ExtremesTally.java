package org.postlabel.report.scores;

import java.util.ArrayList;
import java.util.List;

/** The posts at one end of an attribute, a text once, as scores stream by. */
final class ExtremesTally {
  private final int most;
  private final int sign;
  private final List<Extreme> extremes = new ArrayList<>();

  /** The {@code most} highest scores with the {@code sign} 1, the lowest with -1. */
  ExtremesTally(int most, int sign) {
    this.most = most;
    this.sign = sign;
  }

  /** Whether a post with {@code score} may be one of them. */
  boolean wants(double score) {
    return extremes.size() < most || sign * score > sign * extremes.get(most - 1).score();
  }

  /** Adds a post that is wanted, unless its text is there already. */
  void add(double score, String uri, String textHash) {
    if (extremes.stream().anyMatch(extreme -> extreme.textHash().equals(textHash))) {
      return;
    }
    int place = 0;
    while (place < extremes.size() && sign * extremes.get(place).score() >= sign * score) {
      place++;
    }
    extremes.add(place, new Extreme(score, uri, textHash));
    if (extremes.size() > most) {
      extremes.remove(most);
    }
  }

  /** The furthest first. */
  List<Extreme> extremes() {
    return extremes;
  }

  record Extreme(double score, String uri, String textHash) {}
}
