package org.postlabel.database;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.postlabel.post.LabelTable;

/** Makes tables of labels, and checks those that are there. */
public final class LabelTables {
  private LabelTables() {}

  /**
   * Makes {@code table} unless it is there, and adds the columns of several judgements where it has
   * them and the one that is there does not. Runs that begin at the same time may all try.
   *
   * @return what is to be written: {@code table}, with these columns where the one that is there
   *     has them, so that no label keeps the agreement of the one that it replaces
   * @throws DatabaseUnusableException when it cannot be made, or a table of its name lacks columns,
   *     or holds scores of another scale in one of them
   */
  public static LabelTable create(Database database, LabelTable table) {
    LabelTable written = table;
    try (Connection connection = database.connect()) {
      Set<String> columns = Snapshot.columns(connection, database.dialect(), table.name());
      if (columns.isEmpty()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(definition(table, connection, database.dialect()));
        } catch (SQLException e) {
          columns = Snapshot.columns(connection, database.dialect(), table.name());
          if (columns.isEmpty()) {
            throw e;
          }
        }
      }
      if (!columns.isEmpty()) {
        Migrations.requireColumns(database, table.name(), columns, columnsAtFirst(table));
        addMissing(connection, database.dialect(), columns, table);
        written = columns.containsAll(LabelTable.OF_JUDGEMENTS) ? table.withJudgements() : table;
      }
    } catch (SQLException e) {
      throw Migrations.unusable(database, e);
    }
    database
        .jdbi()
        .useHandle(handle -> requireSameScales(scales(handle, table.name()), database, table));
    record(database, written);
    return written;
  }

  /** Those that no run adds to a table that is there. */
  private static List<String> columnsAtFirst(LabelTable table) {
    return table.columns().stream()
        .filter(column -> !LabelTable.OF_JUDGEMENTS.contains(column))
        .toList();
  }

  private static void addMissing(
      Connection connection, Dialect dialect, Set<String> columns, LabelTable table)
      throws SQLException {
    for (String column : LabelTable.OF_JUDGEMENTS) {
      if (table.attributeByColumn().containsKey(column) && !columns.contains(column)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "ALTER TABLE %s ADD COLUMN %s %s"
                  .formatted(table.name(), column, typeOf(table.kindByColumn().get(column))));
        } catch (SQLException e) {
          if (!Snapshot.columns(connection, dialect, table.name()).contains(column)) {
            throw e;
          }
        }
      }
    }
  }

  /** The recorded scales by column. */
  private static Map<String, LabelTable.Scale> scales(Handle handle, String table) {
    return handle
        .select(
            "SELECT label_column, scale FROM label_columns"
                + " WHERE label_table = ? AND scale IS NOT NULL",
            table)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString(1), LabelTable.Scale.valueOf(row.getString(2).toUpperCase(ROOT))))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * The scales by column of {@code table} as the runs that wrote into it recorded them, in the
   * state of {@code snapshot}; none when none did, or an older version.
   */
  public static Map<String, LabelTable.Scale> scales(Snapshot snapshot, String table) {
    return snapshot.columns("label_columns").contains("scale")
        ? scales(snapshot.handle(), table)
        : Map.of();
  }

  private static void requireSameScales(
      Map<String, LabelTable.Scale> recorded, Database database, LabelTable table) {
    table
        .scaleByColumn()
        .forEach(
            (column, scale) -> {
              LabelTable.Scale there = recorded.getOrDefault(column, scale);
              if (there != scale) {
                throw new DatabaseUnusableException(
                    "the column %s of the table %s of %s holds scores of the kind %s, and this run's are of the kind %s; name another table with --labelsTable"
                        .formatted(
                            column,
                            table.name(),
                            database.url(),
                            there.inWords(),
                            scale.inWords()));
              }
            });
  }

  private static void record(Database database, LabelTable table) {
    List<String> columns = List.copyOf(table.attributeByColumn().keySet());
    database
        .jdbi()
        .useTransaction(
            handle -> {
              for (String column : columns) {
                handle.execute(
                    """
                    INSERT INTO label_columns (label_table, label_column, kind, place, scale)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (label_table, label_column)
                    DO UPDATE SET kind = excluded.kind, place = excluded.place,
                                  scale = COALESCE(excluded.scale, label_columns.scale)\
                    """,
                    table.name(),
                    column,
                    table.kindByColumn().get(column).name().toLowerCase(ROOT),
                    columns.indexOf(column),
                    Optional.ofNullable(table.scaleByColumn().get(column))
                        .map(scale -> scale.name().toLowerCase(ROOT))
                        .orElse(null));
              }
            });
  }

  /**
   * The table {@code name} as the runs that wrote into it described it; empty when none did, or an
   * older version.
   */
  public static Optional<LabelTable> recorded(Database database, String name) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, LabelTable.Kind> kinds = new LinkedHashMap<>();
    Map<String, LabelTable.Scale> scales =
        database.jdbi().withHandle(handle -> scales(handle, name));
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .select(
                        "SELECT label_column, kind FROM label_columns WHERE label_table = ?"
                            + " ORDER BY place, label_column",
                        name)
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(
                        column -> {
                          attributes.put(column.getKey(), column.getKey());
                          kinds.put(
                              column.getKey(),
                              LabelTable.Kind.valueOf(column.getValue().toUpperCase(ROOT)));
                        }));
    return kinds.isEmpty()
        ? Optional.empty()
        : Optional.of(new LabelTable(name, attributes, kinds, scales));
  }

  /**
   * {@code declared} with all columns that runs have written into it: a scorer whose columns depend
   * on its options declares only some without them. Writes nothing; what is wrong with the database
   * is for its reader to find.
   */
  public static LabelTable asRecorded(Database database, LabelTable declared) {
    try (Connection connection = database.connectToRead()) {
      if (!Snapshot.columns(connection, database.dialect(), "label_columns").contains("scale")) {
        return declared;
      }
    } catch (SQLException e) {
      return declared;
    }
    return recorded(database, declared.name())
        .filter(recorded -> recorded.columns().containsAll(declared.columns()))
        .orElse(declared);
  }

  /**
   * Writes nothing: finds what {@link #create} would refuse. The table may be missing.
   *
   * @throws DatabaseUnusableException when a table of that name lacks columns, or holds scores of
   *     another scale in one of them
   */
  public static void check(Snapshot snapshot, LabelTable table) {
    Set<String> columns = snapshot.columns(table.name());
    if (!columns.isEmpty()) {
      Migrations.requireColumns(snapshot.database(), table.name(), columns, columnsAtFirst(table));
    }
    if (snapshot.columns("label_columns").contains("scale")) {
      requireSameScales(scales(snapshot.handle(), table.name()), snapshot.database(), table);
    }
  }

  /** Names the schema: where that may not be used, PostgreSQL would take the next one. */
  private static String definition(LabelTable table, Connection connection, Dialect dialect)
      throws SQLException {
    String schemaOrNull = dialect.ourSchema(connection);
    return """
    CREATE TABLE IF NOT EXISTS %s (
      uri TEXT NOT NULL PRIMARY KEY,
      text TEXT NOT NULL,
      was_successfully_labeled BOOLEAN NOT NULL,
      reason TEXT,
      label_timestamp %s NOT NULL,
      %s,
      text_hash TEXT NOT NULL,
      scorer_id TEXT NOT NULL,
      run_id TEXT NOT NULL
    )\
    """
        .formatted(
            (schemaOrNull == null ? "" : '"' + schemaOrNull + "\".") + table.name(),
            dialect.placeholders().get("timestamp"),
            table.attributeByColumn().keySet().stream()
                .map(column -> column + " " + typeOf(table.kindByColumn().get(column)))
                .collect(joining(",\n  ")));
  }

  private static String typeOf(LabelTable.Kind kind) {
    return switch (kind) {
      case SCORE -> "DOUBLE PRECISION";
      case COUNT -> "BIGINT";
      case TRUTH -> "BOOLEAN";
      case WORD, TEXT -> "TEXT";
    };
  }
}
