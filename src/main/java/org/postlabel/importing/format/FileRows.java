package org.postlabel.importing.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postlabel.importing.container.FileStart;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.importing.container.ZipMembers;
import org.postlabel.importing.mapping.BadRowException;
import org.postlabel.importing.mapping.FieldValue;
import org.postlabel.importing.mapping.Mapping;
import org.postlabel.importing.mapping.PostFormat;

/**
 * The rows of a file and how to read one, as its first bytes tell.
 *
 * @param dialect the standard one where the file is not CSV
 */
public record FileRows(RowSource source, RowParser parser, CsvDialect dialect) {
  /**
   * Looks at the file {@code name} whose content is {@code in}, and reads a header of CSV.
   *
   * @param ignored is told the columns that are not taken
   * @throws FileUnusableException when no post can come of it
   */
  public static FileRows open(
      String name, InputStream in, Mapping mapping, FileSettings settings, IgnoredColumns ignored)
      throws IOException {
    if (new File(name).isFile() && ZipMembers.beginsWith(name, "PAR1")) {
      return ofJson(new ParquetRows(new File(name), ignored), mapping, ignored);
    }
    FileStart start = FileStart.of(in, settings.encodingOrNull());
    if (start.isEmpty()) {
      throw empty(name);
    }
    if (start.isOnlyForFiles()) {
      throw new FileUnusableException(
          name, "is zip or Parquet, which cannot be read from a pipe; name the file");
    }
    start
        .noText()
        .ifPresent(
            what -> {
              throw new FileUnusableException(name, what);
            });
    return start.isCsv(name)
        ? ofCsv(name, start, mapping, settings, ignored)
        : ofJson(jsonRows(start, mapping), mapping, ignored);
  }

  private static FileRows ofJson(RowSource rows, Mapping mapping, IgnoredColumns ignored) {
    return new FileRows(rows, new JsonRowParser(mapping, ignored), CsvDialect.STANDARD);
  }

  private static RowSource jsonRows(FileStart start, Mapping mapping) throws IOException {
    Set<String> lists = mapping.formatOrNull() == null ? Set.of() : mapping.formatOrNull().lists();
    if (start.isJsonArray() || JsonRows.hasList(JsonRowParser.JSON, start.bytes(), lists)) {
      return JsonRows.ofLists(JsonRowParser.JSON, start.content(), lists);
    }
    return start.spansLines()
        ? JsonRows.ofObjects(JsonRowParser.JSON, start.content())
        : RawRows.ofLines(start.content());
  }

  private static FileRows ofCsv(
      String name, FileStart start, Mapping mapping, FileSettings settings, IgnoredColumns ignored)
      throws IOException {
    byte[] sample = start.bytes();
    Optional<Character> told = CsvDialect.toldIn(new String(sample, UTF_8));
    CsvDialect dialect =
        CsvDialect.of(
            sample,
            start.isWhole(),
            mapping.fields().stream().map(CsvDialect::normal).toList(),
            settings.separatorOrNull() == null ? told.orElse(null) : settings.separatorOrNull(),
            settings.quotesOrNull());
    RowSource rows = RawRows.ofCsv(start.content(), dialect);
    if (told.isPresent()) {
      rows.next();
    }
    return new FileRows(rows, csvParser(name, rows, dialect, mapping, ignored), dialect);
  }

  private static CsvRowParser csvParser(
      String name, RowSource rows, CsvDialect dialect, Mapping mapping, IgnoredColumns ignored)
      throws IOException {
    RawRows.Row header = rows.next();
    if (header == null) {
      throw empty(name);
    }
    try {
      return CsvRowParser.of(header.text(), dialect, mapping, ignored);
    } catch (BadRowException e) {
      throw new FileUnusableException(
          name,
          "cannot be imported: its header "
              + e.getMessage()
              + "; the first line must name the columns, uri and text among them: --separator tells"
              + " what is between them, --postColumns=uri=COLUMN,text=COLUMN maps them, --format is"
              + " for one of "
              + PostFormat.words(),
          e);
    }
  }

  private static FileUnusableException empty(String name) {
    return new FileUnusableException(name, "is empty; it holds no posts to import");
  }

  /** Finds the values in one row of a file. */
  public interface RowParser {
    /** The values of the fields that are asked for; empty when {@code row} is blank. */
    Optional<Map<String, FieldValue>> parse(String row) throws BadRowException;

    /** The fields of the rows so far, where no header names them before. */
    default Set<String> found() {
      return Set.of();
    }
  }
}
