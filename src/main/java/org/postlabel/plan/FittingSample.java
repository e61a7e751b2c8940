package org.postlabel.plan;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.postlabel.selection.WorkList.Selection;
import org.postlabel.selection.sample.DrawnSample;
import org.postlabel.selection.sample.Sample;

/**
 * A sample whose calls fit before the end.
 *
 * @param calls that it costs, counted, those for canaries included
 */
public record FittingSample(Sample sample, long calls) {
  /**
   * Finds a sample for a run of {@code selection} that has too much to do; empty when not even the
   * calls of one post fit behind those for canaries.
   *
   * @param callsOfTexts how many calls some texts cost
   */
  static Optional<FittingSample> find(
      Planner planner,
      Selection selection,
      Workload workload,
      LongUnaryOperator callsOfTexts,
      long canaries,
      long fitting)
      throws SQLException {
    long fittingTexts = fitting - canaries;
    if (fittingTexts <= 0) {
      return Optional.empty();
    }
    Sample asked = selection.sample();
    Sample shape = asked.isAll() ? new Sample(1, isBySource(planner), asked.seed()) : asked;
    long texts = workload.texts().postsToPayFor();
    double callsPerPost = (double) callsOfTexts.applyAsLong(texts) / workload.inSample();
    // Chance may draw more posts that cost a call: that leaves room for three standard deviations.
    long size = (long) ((fittingTexts - 3 * Math.sqrt((double) fittingTexts)) / callsPerPost);
    // So many fit, if one does: no post costs more than a call for each of its judgements.
    long fewest = Math.max(1, fittingTexts / selection.judgements());
    while (true) {
      size = Math.max(size, fewest);
      Sample sample = shape.withSize(size);
      long calls =
          callsOfTexts.applyAsLong(
              planner.find(selection.withSample(sample)).workload().texts().toAsk());
      if (calls <= fittingTexts) {
        return Optional.of(new FittingSample(sample, canaries + calls));
      }
      if (size <= fewest) {
        return Optional.empty();
      }
      size = (long) (0.99 * size * fittingTexts / calls);
    }
  }

  private static boolean isBySource(Planner planner) throws SQLException {
    long sources = planner.sources(DrawnSample.MOST_SOURCES + 1);
    return sources > 1 && sources <= DrawnSample.MOST_SOURCES;
  }
}
