package org.postlabel.comparison;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.testing.FreshDatabase;

/** Posts that two scorers have scored, in tables and in the ledger. */
public final class TwoScorers {
  private final FreshDatabase tables;

  private TwoScorers(FreshDatabase tables) {
    this.tables = tables;
  }

  /** Makes the second scorer's table, {@code new_labels}. */
  public static TwoScorers in(FreshDatabase tables) {
    tables.execute(
        """
        CREATE TABLE new_labels (
          uri TEXT NOT NULL PRIMARY KEY,
          text TEXT NOT NULL,
          was_successfully_labeled BOOLEAN NOT NULL,
          reason TEXT,
          harassment DOUBLE PRECISION,
          prob_respect DOUBLE PRECISION,
          flagged BOOLEAN,
          text_hash TEXT NOT NULL,
          scorer_id TEXT NOT NULL,
          label_timestamp TEXT
        )\
        """);
    return new TwoScorers(tables);
  }

  /** Adds posts whose right score is {@code share} of the left one and chance otherwise. */
  public TwoScorers addRandom(int posts, double share) {
    Random random = new Random(1);
    for (int i = 0; i < posts; i++) {
      double left = random.nextDouble();
      add("at://" + i, left, share * left + (1 - share) * random.nextDouble());
    }
    return this;
  }

  public void add(String uri, Double toxicOrNull, Double harassmentOrNull) {
    addLeft(uri, "text of " + uri, toxicOrNull);
    addRight(uri, "text of " + uri, harassmentOrNull, "new-scorer");
  }

  public void addLeft(String uri, String text, Double toxicOrNull) {
    tables.execute(
        """
        INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled, label_timestamp,
          prob_toxic, prob_respect, text_hash, scorer_id, run_id)
        VALUES (?, ?, TRUE, ?, ?, ?, ?, 'old-scorer', 'run')\
        """,
        uri,
        text,
        tables.dialect().timestamp("2026-01-31T12:00:00Z"),
        toxicOrNull,
        toxicOrNull,
        String.valueOf(text.hashCode()));
  }

  public void addRight(String uri, String text, Double harassmentOrNull, String scorerId) {
    tables.execute(
        "INSERT INTO new_labels VALUES (?, ?, TRUE, NULL, ?, 1.0, TRUE, ?, ?,"
            + " '2026-11-01T12:00:00Z')",
        uri,
        text,
        harassmentOrNull,
        String.valueOf(text.hashCode()),
        scorerId);
  }

  public void addToLedger(String scorerId, String text, String scores) {
    tables.execute(
        "INSERT INTO ledger (scorer_id, text_hash, scores, answered_at, run_id)"
            + " VALUES (?, ?, ?, ?, 'run')",
        scorerId,
        String.valueOf(text.hashCode()),
        scores,
        tables.dialect().timestamp("2026-01-31T12:00:00Z"));
  }

  /** Records what the numbers of a column of {@code new_labels} are, as a run does. */
  public void recordScale(String column, String scale) {
    tables.execute(
        "INSERT INTO label_columns (label_table, label_column, kind, place, scale)"
            + " VALUES ('new_labels', ?, 'score', 0, ?)",
        column,
        scale);
  }

  /** Adds a run of {@code scorerId} that wrote into {@code table}. */
  public void addRun(String scorerId, String table) {
    tables.execute(
        "INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options, started_at,"
            + " heartbeat_at, labels_table) VALUES (?, ?, 'done', 'test', 'test', '{}', ?, ?, ?)",
        "run of " + scorerId,
        scorerId,
        tables.dialect().timestamp("2026-01-31T12:00:00Z"),
        tables.dialect().timestamp("2026-01-31T12:00:00Z"),
        table);
  }

  public Comparison compare(String left, String right) {
    return Comparison.of(config(left, right));
  }

  /** Compares, and fits maps, which are not written. */
  public Comparison map(String left, String right) {
    return Comparison.of(config(left, right, Optional.of(Path.of("map.json"))));
  }

  public CompareConfig config(String left, String right) {
    return config(left, right, Optional.empty());
  }

  private CompareConfig config(String left, String right, Optional<Path> mapFile) {
    return new CompareConfig(
        tables.database(),
        left,
        right,
        Optional.empty(),
        List.of(.5, .7, .8, .9),
        new Resampling(100, 1),
        mapFile);
  }
}
