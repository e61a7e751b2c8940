package org.postlabel.report.labels;

import java.util.List;
import org.postlabel.report.scores.AttributeScores;
import org.postlabel.report.scores.Extremes;

/**
 * The labels of one scorer, from all runs.
 *
 * @param ofOtherScorers labels that are not included
 * @param reasons why there are no scores, or not all of them; by posts
 * @param reasonsOfRun the same, of labels that the run in question wrote
 * @param values counts of the values of booleans and words, of labels with scores
 * @param truths shares of the booleans that are true, by time and source
 * @param crossTables of booleans and words, two at a time
 * @param attributes of numbers
 * @param correlations Pearson's: row i holds those of attribute i with the attributes 0 to i-1;
 *     null where there is none
 * @param timeUnit {@code hour}, {@code day}, {@code month} or {@code year} of {@code byTime}
 * @param byRun labels by the run that wrote them, the most first
 */
public record LabelOverview(
    LabelCount all,
    long ofOtherScorers,
    List<LabelCount> reasons,
    List<LabelCount> reasonsOfRun,
    List<ValueCounts> values,
    List<TruthShares> truths,
    List<CrossTable> crossTables,
    List<AttributeScores> attributes,
    List<List<Double>> correlations,
    List<Extremes> extremes,
    List<LabelCount> byTime,
    String timeUnit,
    List<LabelCount> bySource,
    List<LabelCount> byRun) {
  /**
   * Counts of the values of a column of booleans or words.
   *
   * @param values the most frequent first, with the posts that hold them; {@code ""} for none
   */
  public record ValueCounts(String column, List<LabelCount> values) {}
}
