package org.postlabel.importing.format;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postlabel.importing.container.FileStart;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.importing.mapping.BadRowException;

/**
 * Any CSV file with a header, plain or gzip, open for reading; it is refused as a whole when one
 * row cannot be read. Not thread-safe.
 */
public final class CsvFile implements AutoCloseable {
  private final String name;
  private final InputStream in;
  private final CsvDialect dialect;
  private final RawRows rows;
  private final List<String> columns;

  private CsvFile(String name, InputStream in) throws IOException {
    this.name = name;
    this.in = in;
    FileStart start = FileStart.of(in, null);
    if (!start.isEmpty() && !start.isCsv(name)) {
      throw new FileUnusableException(name, "is JSON; it must be CSV with a header");
    }
    this.dialect = CsvDialect.of(start.bytes(), start.isWhole(), List.of(), null, null);
    this.rows = RawRows.ofCsv(start.content(), dialect);
    RawRows.Row header = rows.next();
    if (header == null) {
      throw new FileUnusableException(name, "is empty; its first line must name the columns");
    }
    this.columns = cells(header).stream().map(String::strip).toList();
  }

  /**
   * Opens {@code name} and reads its header.
   *
   * @throws FileUnusableException when there is none
   */
  public static CsvFile open(String name) {
    if (!Files.exists(Path.of(name))) {
      throw new FileUnusableException(name, "does not exist; check the name");
    }
    if (Files.isDirectory(Path.of(name))) {
      throw new FileUnusableException(name, "is a folder; name a file in it");
    }
    try {
      return begin(name, new FileInputStream(name));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static CsvFile begin(String name, InputStream in) throws IOException {
    try {
      return new CsvFile(name, in);
    } catch (IOException | FileUnusableException e) {
      in.close();
      throw e;
    }
  }

  /** The names in the header, without blanks around them. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The next row; empty at the end of the file.
   *
   * @throws FileUnusableException when it cannot be read
   */
  public Optional<CsvRow> next() {
    try {
      RawRows.Row row = rows.next();
      return row == null ? Optional.empty() : Optional.of(new CsvRow(row.line(), cellsOf(row)));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private List<String> cellsOf(RawRows.Row row) {
    List<String> cells = cells(row);
    if (cells.size() != columns.size()) {
      throw bad(
          row, "the header has %d cells, this row %d".formatted(columns.size(), cells.size()));
    }
    return cells;
  }

  private List<String> cells(RawRows.Row row) {
    try {
      return dialect.cells(row.text());
    } catch (BadRowException e) {
      throw bad(row, e.getMessage());
    }
  }

  private FileUnusableException bad(RawRows.Row row, String cause) {
    return new FileUnusableException(name + ":" + row.line() + ":", cause);
  }

  private static FileUnusableException unreadable(String name, IOException cause) {
    return new FileUnusableException(
        name, "cannot be read (" + cause.getMessage() + "); check that it is whole", cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
