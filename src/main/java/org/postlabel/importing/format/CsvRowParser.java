package org.postlabel.importing.format;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postlabel.importing.mapping.BadRowException;
import org.postlabel.importing.mapping.FieldValue;
import org.postlabel.importing.mapping.Mapping;

/** Reads rows of CSV by the names in its header. */
final class CsvRowParser implements FileRows.RowParser {
  private final CsvDialect dialect;
  private final List<String> header;

  /** By cell; null stands for a field that nobody asks for. */
  private final String[] fields;

  private CsvRowParser(CsvDialect dialect, List<String> header, String[] fields) {
    this.dialect = dialect;
    this.header = header;
    this.fields = fields;
  }

  /**
   * A parser for the rows below {@code header}. Where two cells name one field that is optional,
   * the one that is written as asked for is taken, or else the first.
   *
   * @throws BadRowException when the header lacks what makes uri and text, or names it twice
   */
  static CsvRowParser of(String header, CsvDialect dialect, Mapping mapping, IgnoredColumns ignored)
      throws BadRowException {
    List<String> names = dialect.cells(header).stream().map(String::strip).toList();
    String[] fields = new String[names.size()];
    Set<String> found = new LinkedHashSet<>();
    for (String field : mapping.fields()) {
      int cell = names.indexOf(field);
      if (cell >= 0 && cell != names.lastIndexOf(field) && isRequired(field, mapping)) {
        throw new BadRowException("names the column " + field + " twice");
      }
      give(cell, field, fields, found);
    }
    // Only then those of other case: a column URL that is asked for is no column url.
    List<String> normal = names.stream().map(CsvDialect::normal).toList();
    for (String field : mapping.fields()) {
      if (!found.contains(field)) {
        give(normal.indexOf(CsvDialect.normal(field)), field, fields, found);
      }
    }
    if (!mapping.finds(found)) {
      throw new BadRowException(missing(mapping, found) + "; its columns are " + shown(names));
    }
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] == null) {
        ignored.add(names.get(i));
      }
    }
    return new CsvRowParser(dialect, names, fields);
  }

  private static void give(int cell, String field, String[] fields, Set<String> found) {
    if (cell >= 0 && fields[cell] == null) {
      fields[cell] = field;
      found.add(field);
    }
  }

  /** Files that are joined, or appended to, have it again. */
  private boolean isHeader(List<String> cells) {
    return cells.get(cells.size() - 1).strip().equals(header.get(cells.size() - 1))
        && cells.stream()
            .map(cell -> cell.replace("\uFEFF", "").replace("\"", "").strip())
            .toList()
            .equals(header);
  }

  private static boolean isRequired(String field, Mapping mapping) {
    return mapping.shapes().stream().anyMatch(shape -> shape.requiredFields().contains(field));
  }

  private static String missing(Mapping mapping, Set<String> found) {
    return mapping.shapes().get(0).requiredFields().stream()
        .filter(field -> !found.contains(field))
        .map(field -> "has no column " + field)
        .collect(joining(" and "));
  }

  private static String shown(List<String> names) {
    IgnoredColumns shown = new IgnoredColumns();
    names.stream().limit(30).forEach(shown::add);
    return String.join(", ", shown.names());
  }

  @Override
  public Optional<Map<String, FieldValue>> parse(String row) throws BadRowException {
    List<String> cells = dialect.cells(row);
    if (cells.stream().allMatch(String::isBlank)) {
      return Optional.empty();
    }
    while (cells.size() > fields.length && cells.get(cells.size() - 1).isBlank()) {
      cells.remove(cells.size() - 1);
    }
    if (cells.size() != fields.length) {
      throw new BadRowException(
          "the header has %d cells, this row %d".formatted(fields.length, cells.size()));
    }
    if (isHeader(cells)) {
      return Optional.empty();
    }
    Map<String, FieldValue> values = new HashMap<>();
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != null) {
        values.put(fields[i], FieldValue.of(cells.get(i)));
      }
    }
    return Optional.of(values);
  }
}
