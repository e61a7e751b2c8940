package org.postlabel.report.scores;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.postlabel.post.LabelTable;
import org.postlabel.report.scores.Extremes.ExtremePost;
import org.postlabel.report.scores.ExtremesTally.Extreme;

/** Sums up the scores of labels as their rows stream by. Not thread-safe. */
public final class ScoreTally {
  private static final int EXTREMES = 5;

  private final LabelTable table;
  private final List<String> columns;
  private final List<AttributeTally> attributes = new ArrayList<>();
  private final List<ExtremesTally> highest = new ArrayList<>();
  private final List<ExtremesTally> lowest = new ArrayList<>();
  private final CorrelationTally correlations;
  private final double[] scores;

  /** For the scores in {@code table}. */
  public ScoreTally(LabelTable table) {
    this.table = table;
    this.columns = table.columnsOf(LabelTable.Kind.SCORE);
    this.correlations = new CorrelationTally(columns.size());
    this.scores = new double[columns.size()];
    for (int i = 0; i < scores.length; i++) {
      attributes.add(new AttributeTally());
      highest.add(new ExtremesTally(EXTREMES, 1));
      lowest.add(new ExtremesTally(EXTREMES, -1));
    }
  }

  /** Adds a row that begins with our columns and has a uri and a text_hash. */
  public void add(ResultSet row) throws SQLException {
    for (int i = 0; i < scores.length; i++) {
      double score = row.getDouble(i + 1);
      scores[i] = row.wasNull() ? Double.NaN : score;
      if (!Double.isNaN(scores[i])) {
        attributes.get(i).add(score);
        addTo(highest.get(i), score, row);
        addTo(lowest.get(i), score, row);
      }
    }
    correlations.add(scores);
  }

  private static void addTo(ExtremesTally extremes, double score, ResultSet row)
      throws SQLException {
    if (extremes.wants(score)) {
      extremes.add(score, row.getString("uri"), row.getString("text_hash"));
    }
  }

  public List<AttributeScores> attributes() {
    List<AttributeScores> all = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      LabelTable.Scale scaleOrNull = table.scaleByColumn().get(columns.get(i));
      all.add(
          attributes.get(i).of(columns.get(i), scaleOrNull == null ? null : scaleOrNull.inWords()));
    }
    return all;
  }

  /** Pearson's: row i holds those with the attributes 0 to i-1; null where there is none. */
  public List<List<Double>> correlations() {
    return correlations.coefficients();
  }

  /** With the texts that {@code textOfUri} finds. */
  public List<Extremes> extremes(UnaryOperator<String> textOfUri) {
    List<Extremes> all = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      all.add(
          new Extremes(
              columns.get(i),
              posts(highest.get(i).extremes(), textOfUri),
              posts(lowest.get(i).extremes(), textOfUri)));
    }
    return all;
  }

  private static List<ExtremePost> posts(List<Extreme> extremes, UnaryOperator<String> textOfUri) {
    return extremes.stream()
        .map(e -> new ExtremePost(e.score(), e.uri(), textOfUri.apply(e.uri())))
        .toList();
  }
}
