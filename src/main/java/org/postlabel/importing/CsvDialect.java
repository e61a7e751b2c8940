package org.postlabel.importing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * How a file of CSV separates its cells, and whether a quote in a cell has a backslash before it
 * rather than being doubled.
 */
record CsvDialect(char separator, boolean hasBackslashes) {
  /** RFC 4180. */
  static final CsvDialect STANDARD = new CsvDialect(',', false);

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  /** A first line in which spreadsheets are told the separator. */
  private static final Pattern TOLD = Pattern.compile("^\"?sep=([^\"\\r\\n])\"?\\r?(?:\\n|$)");

  /**
   * The dialect of which {@code sample}, the beginning of a file, makes most sense: first the one
   * whose header has most of {@code names}, then the one with most rows as long as the header.
   * General detectors count characters, and find separators in texts; a header that must name our
   * columns is the better witness.
   */
  static CsvDialect of(
      byte[] sample, Collection<String> names, Character separatorOrNull, Boolean backslashOrNull) {
    CsvDialect best = null;
    long bestScore = -1;
    for (char separator :
        separatorOrNull == null ? SEPARATORS : List.<Character>of(separatorOrNull)) {
      for (boolean backslash :
          backslashOrNull == null ? List.of(false, true) : List.of(backslashOrNull)) {
        CsvDialect candidate = new CsvDialect(separator, backslash);
        long score = candidate.score(sample, names);
        if (score > bestScore) {
          best = candidate;
          bestScore = score;
        }
      }
    }
    return best;
  }

  /** The separator that the first line of {@code start} tells, as Excel reads it. */
  static Optional<Character> toldIn(String start) {
    Matcher told = TOLD.matcher(start);
    return told.find() ? Optional.of(told.group(1).charAt(0)) : Optional.empty();
  }

  private long score(byte[] sample, Collection<String> names) {
    RawRows rows = RawRows.ofCsv(new ByteArrayInputStream(sample), this);
    try {
      RawRows.Row header = rows.next();
      if (header != null
          && header.textOrNull() != null
          && toldIn(header.textOrNull()).isPresent()) {
        header = rows.next();
      }
      if (header == null) {
        return 0;
      }
      List<String> columns = cells(header.text());
      if (columns.size() == 1) {
        return 0;
      }
      long named = columns.stream().map(CsvDialect::normal).filter(names::contains).count();
      long good = 0;
      for (RawRows.Row row = rows.next(); row != null; row = rows.next()) {
        good += isGood(row, columns.size()) ? 1 : 0;
      }
      return named * 1_000_000 + good * 100 + Math.min(columns.size(), 99);
    } catch (IOException | BadRowException broken) {
      return 0;
    }
  }

  private boolean isGood(RawRows.Row row, int cells) {
    try {
      return cells(row.text()).size() == cells;
    } catch (BadRowException broken) {
      return false;
    }
  }

  /** A name of a column, whatever its case and the blanks around it. */
  static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The cells of one row, whose quotes are doubled by now. */
  List<String> cells(String row) throws BadRowException {
    CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(separator).get();
    try (CSVParser parser = CSVParser.parse(row, format)) {
      return new ArrayList<>(parser.iterator().next().toList());
    } catch (IOException | UncheckedIOException e) {
      throw new BadRowException("has a broken quote");
    }
  }

  /** What is not RFC 4180; empty when nothing is. */
  Optional<String> shown() {
    String separated =
        switch (separator) {
          case ',' -> "";
          case ';' -> "semicolons";
          case '\t' -> "tabs";
          case '|' -> "pipes";
          default -> "'" + separator + "'";
        };
    List<String> parts = new ArrayList<>();
    if (!separated.isEmpty()) {
      parts.add("cells separated by " + separated + " (--separator)");
    }
    if (hasBackslashes) {
      parts.add("quotes escaped by backslash (--quoteEscape)");
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }
}
