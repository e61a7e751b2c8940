package org.postlabel.report.labels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.postlabel.post.LabelTable;
import org.postlabel.report.scores.ScoreTally;

/** Sums up labels as their rows stream by, in memory that does not grow with them. */
final class LabelTally {
  private static final int MOST_REASONS = 30;
  private static final int MOST_SOURCES = 20;
  private static final int MOST_RUNS = 50;

  private final String scorerId;
  private final String runId;
  private final ScoreTally scores;
  private final ValueTally values;
  private final NameTally reasons = new NameTally();
  private final NameTally reasonsOfRun = new NameTally();
  private final NameTally sources = new NameTally();
  private final NameTally runs = new NameTally();
  private final TimeTally times = new TimeTally();
  private LabelCount all = new LabelCount("", 0, 0);
  private long ofOtherScorers;

  /** For the labels of {@code scorerId}; those of {@code runId} are counted apart, too. */
  LabelTally(LabelTable table, String scorerId, String runId) {
    this.scores = new ScoreTally(table);
    this.values = new ValueTally(table);
    this.scorerId = scorerId;
    this.runId = runId;
  }

  /** Adds a row of {@link LabelScan}. */
  void add(ResultSet row) throws SQLException {
    if (!scorerId.equals(row.getString("scorer_id"))) {
      ofOtherScorers++;
      return;
    }
    boolean hasScores = row.getBoolean("was_successfully_labeled");
    String run = row.getString("run_id");
    String reason = row.getString("reason");
    all = all.plus(LabelCount.one("", hasScores));
    runs.add(run, hasScores);
    sources.add(row.getString("source"), hasScores);
    times.add(row.getString("posted_at"), hasScores);
    if (reason != null || !hasScores) {
      reasons.add(reason, hasScores);
      if (runId.equals(run)) {
        reasonsOfRun.add(reason, hasScores);
      }
    }
    if (hasScores) {
      scores.add(row);
      values.add(row, row.getString("posted_at"), row.getString("source"));
    }
  }

  /** The sums. */
  LabelOverview overview(UnaryOperator<String> textOfUri) {
    return new LabelOverview(
        all,
        ofOtherScorers,
        reasons.counts(MOST_REASONS),
        reasonsOfRun.counts(MOST_REASONS),
        values.counts(),
        values.truths(),
        values.crossTables(),
        scores.attributes(),
        scores.correlations(),
        scores.extremes(textOfUri),
        times.counts(),
        times.unit(),
        sources.counts(MOST_SOURCES),
        runs.counts(MOST_RUNS));
  }
}
