package org.postlabel.comparison;

import java.util.List;
import java.util.SortedSet;
import org.postlabel.comparison.map.MapFit;
import org.postlabel.comparison.map.MappedColumn;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.comparison.pairs.LabelTimes;
import org.postlabel.comparison.pairs.PairSample;
import org.postlabel.comparison.pairs.Scales;
import org.postlabel.comparison.pairs.ScoredPost;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.evaluation.statistics.ScorePairs;

/** Fits maps of the pairs of columns of a sample. */
final class MapFitting {
  private final PairSample sample;
  private final Resampling resampling;
  private final LabelTimes times;

  MapFitting(PairSample sample, Resampling resampling) {
    this.sample = sample;
    this.resampling = resampling;
    this.times = sample.times();
  }

  /** The map of the pair of columns with this number. */
  MapFit fit(int number, List<ScoredPost> posts, ScorePairs scores) {
    if (sample.leftScorers().size() > 1) {
      return MapFit.refused(several(sample.left(), sample.leftScorers()));
    }
    if (sample.rightScorers().size() > 1) {
      return MapFit.refused(several(sample.right(), sample.rightScorers()));
    }
    ColumnPair columns = sample.columns().get(number);
    Scales scales = sample.scales(number);
    boolean[] isFitted = new boolean[posts.size()];
    for (int post = 0; post < isFitted.length; post++) {
      isFitted[post] = posts.get(post).isInFirstHalf();
    }
    return MapFit.of(
        new MappedColumn(
            sample.leftTable().orElse(null),
            columns.left(),
            sample.leftScorers().first(),
            scales.left().orElse(null),
            times.leftFrom(),
            times.leftTo()),
        new MappedColumn(
            sample.rightTable().orElse(null),
            columns.right(),
            sample.rightScorers().first(),
            scales.right().orElse(null),
            times.rightFrom(),
            times.rightTo()),
        scores,
        isFitted,
        resampling);
  }

  private static String several(String side, SortedSet<String> scorers) {
    return "%s holds scores of several scorers (%s), and a map is of one: compare their IDs, whose scores are in the ledger"
        .formatted(side, String.join(", ", scorers));
  }
}
