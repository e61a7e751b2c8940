package org.postlabel.evaluation.labels;

import static java.util.Collections.nCopies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Snapshot;
import org.postlabel.evaluation.gold.GoldRows.PairedBy;
import org.postlabel.evaluation.gold.Omissions.Omission;
import org.postlabel.output.Excerpt;
import org.postlabel.post.LabelTable;
import org.postlabel.run.RunReader;

/** Reads labels of some posts, as they are at one moment. Not thread-safe. */
public final class LabelReader {
  /**
   * As many as SQLite takes, since each query by text scans the whole table, which has no index on
   * texts.
   */
  public static final int MOST_KEYS = 30_000;

  /** Code points of a text that are shown. */
  private static final int LONGEST_TEXT = 1_000;

  private static final int FETCH_SIZE = 1_000;

  private final Database database;
  private final Snapshot snapshot;
  private final Handle handle;
  private final Optional<String> run;

  /**
   * @param run the run whose labels count; empty means any
   */
  public LabelReader(Database database, Snapshot snapshot, Optional<String> run) {
    this.database = database;
    this.snapshot = snapshot;
    this.handle = snapshot.handle();
    this.run = run;
  }

  /**
   * The column {@code nameOrNull} of {@code table}.
   *
   * @throws IllegalArgumentException when there is no such column, or no such run
   */
  public LabelColumn column(LabelTable table, String nameOrNull, double threshold)
      throws SQLException {
    LabelColumn column =
        LabelColumn.in(table, snapshot.columns(table.name()), nameOrNull, threshold);
    if (run.isPresent() && !RunReader.knows(handle.getConnection(), run.get(), table.name())) {
      throw new IllegalArgumentException(
          "--run must be all or the id of a run of %s, was %s; ./pipeline status lists them"
              .formatted(database.url(), run.get()));
    }
    return column;
  }

  /**
   * The values of {@code column} for {@code wanted}, at most {@link #MOST_KEYS} uris or text
   * hashes; those without a label are left out.
   */
  public Map<String, Reading> read(
      LabelColumn column, PairedBy pairedBy, Collection<String> wanted) {
    List<String> keys = wanted.stream().filter(database.dialect()::takes).toList();
    String key = pairedBy == PairedBy.URI ? "uri" : "text_hash";
    String sql =
        "SELECT uri, text_hash, was_successfully_labeled, %s FROM %s WHERE %s IN (%s)%s ORDER BY uri"
            .formatted(
                column.name(),
                column.table(),
                key,
                String.join(", ", nCopies(keys.size(), "?")),
                run.isPresent() ? " AND run_id = ?" : "");
    Map<String, Reading> readings = new HashMap<>();
    handle
        .select(sql, Stream.concat(keys.stream(), run.stream()).toArray())
        .setFetchSize(FETCH_SIZE)
        .map(
            (row, context) ->
                readings.merge(row.getString(key), reading(row, column), Reading::and))
        .forEach(reading -> {});
    return readings;
  }

  private static Reading reading(ResultSet row, LabelColumn column) throws SQLException {
    String uri = row.getString("uri");
    if (!row.getBoolean("was_successfully_labeled")) {
      return Reading.nothing(uri, Omission.FAILED);
    }
    String classOrNull = column.classOrNull(row);
    return classOrNull == null
        ? Reading.nothing(uri, Omission.WITHOUT_VALUE)
        : Reading.of(uri, classOrNull, column.scoreOrNull(row));
  }

  /**
   * The text of a post that has a label in {@code column}'s table, its end cut off when it is long.
   */
  public String text(LabelColumn column, String uri) {
    String text =
        handle
            .select("SELECT text FROM " + column.table() + " WHERE uri = ?", uri)
            .mapTo(String.class)
            .findFirst()
            .orElse("");
    return Excerpt.of(text, LONGEST_TEXT, " ...");
  }

  /**
   * The value of the labels of a uri or a text.
   *
   * @param uri of the labelled post
   * @param classOrNull null when there is none, for the reason {@code omissionOrNull}
   * @param scoreOrNull the number behind the class, if any
   */
  public record Reading(
      String uri, String classOrNull, Double scoreOrNull, Omission omissionOrNull) {
    static Reading of(String uri, String name, Double scoreOrNull) {
      return new Reading(uri, name, scoreOrNull, null);
    }

    static Reading nothing(String uri, Omission why) {
      return new Reading(uri, null, null, why);
    }

    public Optional<Omission> omission() {
      return Optional.ofNullable(omissionOrNull);
    }

    /**
     * This and the label of a later post with the same text: one class, or none when they differ.
     */
    Reading and(Reading other) {
      if (classOrNull != null && other.classOrNull != null) {
        return classOrNull.equals(other.classOrNull) ? this : nothing(uri, Omission.AMBIGUOUS);
      }
      if (omissionOrNull == Omission.AMBIGUOUS || other.omissionOrNull == Omission.FAILED) {
        return this;
      }
      return classOrNull != null ? this : other;
    }
  }
}
