package org.postlabel.comparison.pairs;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Dialect;
import org.postlabel.database.LabelTables;
import org.postlabel.database.Snapshot;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Scale;
import org.postlabel.scorer.ScorerKinds;

/** Finds what was typed as a side of a comparison. */
final class Sides {
  private final Snapshot snapshot;
  private final Handle handle;
  private final Dialect dialect;

  Sides(Snapshot snapshot, Dialect dialect) {
    this.snapshot = snapshot;
    this.handle = snapshot.handle();
    this.dialect = dialect;
  }

  /**
   * The table or the scorer {@code typed}, or what is before its last dot.
   *
   * @throws IllegalArgumentException when there is no such thing, or it has no such column
   */
  Side find(String typed) throws SQLException {
    Optional<Side> whole = named(typed, Optional.empty());
    int dot = typed.lastIndexOf('.');
    Optional<Side> side =
        whole.isPresent() || dot < 1
            ? whole
            : named(typed.substring(0, dot), Optional.of(typed.substring(dot + 1)));
    Side found = side.orElseThrow(() -> unknown(typed));
    found
        .chosen()
        .filter(column -> !found.columns().contains(column))
        .ifPresent(
            column -> {
              throw new IllegalArgumentException(
                  "%s has no column of numbers %s; it has %s"
                      .formatted(found.name(), column, String.join(", ", found.columns())));
            });
    return found;
  }

  private Optional<Side> named(String name, Optional<String> column) throws SQLException {
    if (name.matches("[a-z][a-z0-9_]*")) {
      List<String> numbers = TableSide.numbers(handle, dialect, name);
      if (!numbers.isEmpty()) {
        return Optional.of(new TableSide(name, numbers, column, scales(name)));
      }
    }
    Map<String, String> attributes = LedgerSide.attributes(handle, name);
    return attributes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LedgerSide(name, attributes, column, scalesOfScorer(name), hasJudgements()));
  }

  /** As runs recorded them, and where none did, as the scorer whose table it is says. */
  private Map<String, Scale> scales(String table) {
    Map<String, Scale> recorded = LabelTables.scales(snapshot, table);
    return !recorded.isEmpty()
        ? recorded
        : ScorerKinds.all().stream()
            .map(kind -> LedgerSide.table(kind.word()))
            .flatMap(Optional::stream)
            .filter(declared -> declared.name().equals(table))
            .findFirst()
            .map(LabelTable::scaleByColumn)
            .orElse(Map.of());
  }

  /** Those of the table that its last run wrote into. */
  private Map<String, Scale> scalesOfScorer(String scorerId) {
    Optional<String> table =
        snapshot.columns("runs").contains("labels_table")
            ? handle
                .select(
                    "SELECT labels_table FROM runs WHERE scorer_id = ? AND labels_table IS NOT NULL"
                        + " ORDER BY started_at DESC LIMIT 1",
                    scorerId)
                .mapTo(String.class)
                .findFirst()
            : Optional.empty();
    return table
        .or(() -> LedgerSide.table(scorerId).map(LabelTable::name))
        .map(this::scales)
        .orElse(Map.of());
  }

  /** An older ledger has no numbers of judgements. */
  private boolean hasJudgements() {
    return snapshot.columns("ledger").contains("judgement");
  }

  private IllegalArgumentException unknown(String typed) {
    TreeSet<String> known =
        new TreeSet<>(
            handle
                .select("SELECT DISTINCT scorer_id FROM ledger WHERE scores IS NOT NULL")
                .mapTo(String.class)
                .list());
    return new IllegalArgumentException(
        "%s is neither a table of labels with scores nor a scorer ID of the ledger%s"
            .formatted(typed, known.isEmpty() ? "" : ", which has " + String.join(", ", known)));
  }
}
