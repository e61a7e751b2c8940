package org.postlabel.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.OurTables;
import org.postlabel.output.WholeFile;
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
    OurTables.require(config.database(), table.name());
    LabelRows rows = new LabelRows(config.database(), table, config.maps());
    try {
      requireRun(rows);
      rows.requireScorers(config.selection());
      if (config.file().isEmpty()) {
        return write(rows, writer(new OpenStream(stdout), rows.columns()));
      }
      requireWritable(config.file().get());
      try (WholeFile file = begin(config.file().get())) {
        Exported exported = write(rows, writer(file.part(), rows.columns()));
        file.complete(config.overwrites());
        return exported;
      }
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "cannot read labels from " + config.database().url() + ": " + e.getMessage(), e);
    }
  }

  private Exported write(LabelRows rows, RowWriter newWriter) throws IOException, SQLException {
    try (RowWriter writer = newWriter) {
      long labels = rows.writeTo(writer, config.selection());
      return new Exported(labels, rows.unreadableTimes());
    }
  }

  private RowWriter writer(Path file, List<Column> columns) throws IOException {
    if (config.format() == Format.PARQUET) {
      return new ParquetRows(file, columns);
    }
    OutputStream out = Files.newOutputStream(file);
    return writer(config.isCompressed() ? new GZIPOutputStream(out, BUFFER) : out, columns);
  }

  private RowWriter writer(OutputStream out, List<Column> columns) throws IOException {
    return switch (config.format()) {
      case CSV -> new CsvRows(out, columns, config.csv());
      case JSONL -> new JsonLines(out, columns);
      case PARQUET -> throw new IllegalStateException("a Parquet file is no stream");
    };
  }

  private void requireRun(LabelRows rows) throws SQLException {
    Optional<String> run = config.selection().runId();
    if (run.isPresent() && !rows.knowsRun(run.get())) {
      throw new IllegalArgumentException(
          "--run must be the id of a run of %s, was %s; the table runs lists them"
              .formatted(config.database().url(), run.get()));
    }
  }

  private void requireWritable(Path file) throws IOException {
    Optional<Path> database = config.database().file();
    if (database.isPresent() && Files.exists(file) && Files.isSameFile(file, database.get())) {
      throw new IllegalArgumentException(file + " is the database itself; name another file");
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder; name a file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + " is not a regular file; export to - and redirect standard output");
    }
    if (Files.exists(file) && !config.overwrites()) {
      throw new IllegalArgumentException(file + " exists already; --overwrite replaces it");
    }
  }

  private static WholeFile begin(Path file) {
    try {
      return WholeFile.begin(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot write %s: its directory must exist and be writable".formatted(file), e);
    }
  }

  /**
   * What was written.
   *
   * @param unreadableTimes by column, values that are no times and were left out
   */
  public record Exported(long labels, Map<String, Long> unreadableTimes) {}
}
