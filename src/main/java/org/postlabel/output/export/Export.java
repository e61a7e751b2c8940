package org.postlabel.output.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.OurTables;
import org.postlabel.post.LabelTable;

/**
 * Writes labels joined with their posts to a file or to standard output, in memory that does not
 * grow with them.
 */
public final class Export {
  private static final int BUFFER = 1 << 16;

  private final ExportConfig config;
  private final LabelTable table;

  private Export(ExportConfig config, LabelTable table) {
    this.config = config;
    this.table = table;
  }

  /** An export of {@code table}. */
  public static Export of(LabelTable table, ExportConfig config) {
    return new Export(config, table);
  }

  /**
   * Exports; {@code stdout} stays open, and takes the rows when the configuration names no file.
   *
   * @throws IllegalArgumentException when the file cannot be written or there is no such run
   * @throws DatabaseUnusableException when the database does not hold our tables or gives no rows
   */
  public Exported run(PrintStream stdout) throws IOException {
    OurTables.require(config.database());
    config.selection().runId().ifPresent(this::requireRun);
    if (config.file().isEmpty()) {
      return write(columns -> rows(new OpenStream(stdout), columns));
    }
    requireOtherThanDatabase(config.file().get());
    try (NewFile file = NewFile.at(config.file().get(), config.overwrites())) {
      Exported exported = write(columns -> rows(file.part(), columns));
      file.complete();
      return exported;
    }
  }

  private Exported write(Opener opener) throws IOException {
    LabelRows rows = new LabelRows(config.database(), table);
    long labels;
    try (RowWriter writer = opener.open(rows.columns())) {
      labels = rows.writeTo(writer, config.selection());
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "cannot read labels from " + config.database().url() + ": " + e.getMessage(), e);
    }
    return new Exported(labels, rows.unreadableTimes());
  }

  private RowWriter rows(Path file, List<Column> columns) throws IOException {
    if (config.format() == Format.PARQUET) {
      return new ParquetRows(file, columns);
    }
    OutputStream out = Files.newOutputStream(file);
    return rows(config.isCompressed() ? new GZIPOutputStream(out, BUFFER) : out, columns);
  }

  private RowWriter rows(OutputStream out, List<Column> columns) throws IOException {
    return switch (config.format()) {
      case CSV -> new CsvRows(out, columns, config.rawText());
      case JSONL -> new JsonLines(out, columns);
      case PARQUET -> throw new IllegalStateException("a Parquet file is no stream");
    };
  }

  private void requireRun(String runId) {
    Database database = config.database();
    String sql =
        "SELECT 1 FROM runs WHERE run_id = ? UNION SELECT 1 FROM %s WHERE run_id = ?"
            .formatted(table.name());
    boolean isKnown =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle.select(sql, runId, runId).mapTo(Integer.class).findFirst().isPresent());
    if (!isKnown) {
      throw new IllegalArgumentException(
          "--run must be the id of a run of %s, was %s; the table runs lists them"
              .formatted(database.url(), runId));
    }
  }

  private void requireOtherThanDatabase(Path file) throws IOException {
    Path databaseOrNull = config.database().file().orElse(null);
    if (databaseOrNull != null && Files.exists(file) && Files.isSameFile(file, databaseOrNull)) {
      throw new IllegalArgumentException(file + " is the database itself; name another file");
    }
  }

  /** Opens the output once the columns are known. */
  private interface Opener {
    RowWriter open(List<Column> columns) throws IOException;
  }
}
