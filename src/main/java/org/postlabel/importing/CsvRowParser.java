package org.postlabel.importing;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads rows of CSV, the columns in the order of the header. */
final class CsvRowParser implements PostFile.RowParser {
  private final CsvDialect dialect;

  /** By cell; null stands for a column that is not taken. */
  private final List<Column> columns;

  private CsvRowParser(CsvDialect dialect, List<Column> columns) {
    this.dialect = dialect;
    this.columns = columns;
  }

  /**
   * A parser for the rows below {@code header}. Where two cells name one optional column, the one
   * that is written as we do is taken, or else the first.
   *
   * @throws BadRowException when the header does not name uri and text, each once
   */
  static CsvRowParser of(
      String header, CsvDialect dialect, Map<String, Column> known, IgnoredColumns ignored)
      throws BadRowException {
    List<String> cells = dialect.cells(header);
    Column[] columns = new Column[cells.size()];
    Set<Column> missing = new HashSet<>(known.values());
    for (UnaryOperator<String> reading :
        List.<UnaryOperator<String>>of(String::strip, CsvDialect::normal)) {
      for (int i = 0; i < columns.length; i++) {
        Column column = known.get(reading.apply(cells.get(i)));
        if (column != null && columns[i] == null && missing.remove(column)) {
          columns[i] = column;
        }
      }
    }
    for (int i = 0; i < columns.length; i++) {
      Column named = known.get(cells.get(i).strip());
      if (columns[i] == null && named != null && named.isRequired()) {
        throw new BadRowException("names the column " + named.sqlName() + " twice");
      }
      if (columns[i] == null) {
        ignored.add(cells.get(i).strip());
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
    return new CsvRowParser(dialect, Arrays.asList(columns));
  }

  @Override
  public Optional<PostRow> parse(String row) throws BadRowException {
    List<String> cells = dialect.cells(row);
    if (cells.stream().allMatch(String::isBlank)) {
      return Optional.empty();
    }
    while (cells.size() > columns.size() && cells.get(cells.size() - 1).isBlank()) {
      cells.remove(cells.size() - 1);
    }
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
    return Optional.of(post.complete());
  }
}
