package org.postlabel.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.testing.FreshDatabase;

/** Labels of another scorer, which says truths, words and whole numbers. */
public final class OpinionLabels {
  private static final LabelTable TABLE =
      new LabelTable(
          "opinion_labels",
          Map.of(
              "is_opinion", "is_opinion",
              "leaning", "leaning",
              "strength", "strength",
              "why", "why"),
          Map.of(
              "is_opinion", Kind.TRUTH,
              "leaning", Kind.WORD,
              "strength", Kind.SCORE,
              "why", Kind.TEXT));

  private final FreshDatabase tables;

  private OpinionLabels(FreshDatabase tables) {
    this.tables = tables;
  }

  /** Makes their table. */
  public static OpinionLabels in(FreshDatabase tables) {
    tables.execute(
        """
        CREATE TABLE opinion_labels (
          uri TEXT NOT NULL PRIMARY KEY,
          text TEXT NOT NULL,
          was_successfully_labeled BOOLEAN NOT NULL,
          reason TEXT,
          text_hash TEXT NOT NULL,
          run_id TEXT NOT NULL,
          is_opinion BOOLEAN,
          leaning TEXT,
          strength INTEGER,
          why TEXT
        )\
        """);
    return new OpinionLabels(tables);
  }

  public void add(String uri, Boolean isOpinionOrNull, String leaningOrNull, int strength) {
    add(uri, "text of " + uri, true, isOpinionOrNull, leaningOrNull, strength);
  }

  void addFailure(String uri) {
    add(uri, "text of " + uri, false, null, null, null);
  }

  /** Adds a label with a word for a post of one's own. */
  public void addWord(String uri, String text, String leaning) {
    add(uri, text, true, true, leaning, 1);
  }

  private void add(String uri, String text, boolean isSuccessful, Object... values) {
    tables.execute(
        "INSERT INTO opinion_labels VALUES (?, ?, ?, NULL, 'hash', 'run', ?, ?, ?, 'so')",
        uri,
        text,
        isSuccessful,
        values[0],
        values[1],
        values[2]);
  }

  /**
   * Compares {@code column} with the column {@code label} of {@code gold}, kept in {@code file}.
   */
  public Evaluation evaluate(String column, String gold, Path file) throws IOException {
    Files.writeString(file, gold);
    return Evaluation.of(
        new EvaluationConfig(
            tables.database(),
            TABLE,
            column,
            2,
            Optional.empty(),
            new EvaluationConfig.Gold(file.toString(), "label"),
            new Resampling(100, 1)));
  }
}
