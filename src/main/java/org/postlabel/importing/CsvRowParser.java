package org.postlabel.importing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Reads rows as RFC 4180 writes them, the columns in the order of the header. */
final class CsvRowParser implements PostFile.RowParser {
  /** By cell; null stands for a column that is not taken. */
  private final List<Column> columns;

  private CsvRowParser(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * A parser for the rows below {@code header}.
   *
   * @throws BadRowException when the header does not name uri and text, each once
   */
  static CsvRowParser of(String header, Map<String, Column> known, IgnoredColumns ignored)
      throws BadRowException {
    List<Column> columns = new ArrayList<>();
    Set<Column> missing = new HashSet<>(known.values());
    for (String cell : cells(header)) {
      Column column = known.get(cell.strip());
      columns.add(column);
      if (column == null) {
        ignored.add(cell.strip());
      } else if (!missing.remove(column)) {
        throw new BadRowException("names the column " + column.sqlName() + " twice");
      }
    }
    missing.removeIf(column -> !column.isRequired());
    if (!missing.isEmpty()) {
      throw new BadRowException(
          missing.stream()
              .sorted()
              .map(column -> "has no column " + column.sqlName())
              .collect(joining(" and ")));
    }
    return new CsvRowParser(columns);
  }

  @Override
  public PostRow parse(String row) throws BadRowException {
    List<String> cells = cells(row);
    if (cells.size() != columns.size()) {
      throw new BadRowException(
          "the header has %d cells, this row %d".formatted(columns.size(), cells.size()));
    }
    PostRow post = new PostRow();
    for (int i = 0; i < cells.size(); i++) {
      if (columns.get(i) != null) {
        post.give(columns.get(i), cells.get(i));
      }
    }
    return post.complete();
  }

  static List<String> cells(String row) throws BadRowException {
    try (CSVParser parser = CSVParser.parse(row, CSVFormat.RFC4180)) {
      return parser.iterator().next().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new BadRowException("has a broken quote");
    }
  }
}
