package org.postlabel.importing.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.importing.mapping.BadRowException;

/** How a file of CSV separates its cells, and how it writes the quotes in them. */
public record CsvDialect(char separator, CsvQuotes quotes) {
  /** RFC 4180. */
  static final CsvDialect STANDARD = new CsvDialect(',', CsvQuotes.DOUBLED);

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  /** A first line in which spreadsheets are told the separator. */
  private static final Pattern TOLD = Pattern.compile("^\"?sep=([^\"\\r\\n])\"?\\r?(?:\\n|$)");

  /**
   * The dialect of which {@code sample}, the beginning of a file, makes most sense: first the one
   * whose header has most of {@code names}, then the one with most rows as long as the header.
   * General detectors count characters, and find separators in texts; a header that must name our
   * columns is the better witness. Where tabs separate cells and some row breaks for its quotes,
   * but none when they quote nothing, they do not.
   *
   * @param isWhole whether the sample is the whole file, so that its last row is not cut off
   */
  static CsvDialect of(
      byte[] sample,
      boolean isWhole,
      Collection<String> names,
      Character separatorOrNull,
      CsvQuotes quotesOrNull) {
    CsvDialect best = null;
    Fit bestFit = null;
    for (char separator :
        separatorOrNull == null ? SEPARATORS : List.<Character>of(separatorOrNull)) {
      for (CsvQuotes quotes :
          quotesOrNull == null
              ? List.of(CsvQuotes.DOUBLED, CsvQuotes.BACKSLASH)
              : List.of(quotesOrNull)) {
        CsvDialect candidate = new CsvDialect(separator, quotes);
        Fit fit = candidate.fit(sample, isWhole, names);
        if (bestFit == null || fit.score() > bestFit.score()) {
          best = candidate;
          bestFit = fit;
        }
      }
    }
    if (quotesOrNull == null && best.separator == '\t' && bestFit.bad > 0) {
      CsvDialect unquoted = new CsvDialect('\t', CsvQuotes.NONE);
      return unquoted.fit(sample, isWhole, names).bad == 0 ? unquoted : best;
    }
    return best;
  }

  /** The separator that the first line of {@code start} tells, as Excel reads it. */
  static Optional<Character> toldIn(String start) {
    Matcher told = TOLD.matcher(start);
    return told.find() ? Optional.of(told.group(1).charAt(0)) : Optional.empty();
  }

  private Fit fit(byte[] sample, boolean isWhole, Collection<String> names) {
    RawRows rows = RawRows.ofCsv(new ByteArrayInputStream(sample), this);
    try {
      RawRows.Row header = rows.next();
      if (header != null
          && header.textOrNull() != null
          && toldIn(header.textOrNull()).isPresent()) {
        header = rows.next();
      }
      List<String> columns = header == null ? List.of() : cells(header.text());
      if (columns.size() < 2) {
        return new Fit(0, 0, 0, 0);
      }
      long named = columns.stream().map(CsvDialect::normal).filter(names::contains).count();
      long good = 0;
      long bad = 0;
      RawRows.Row next = rows.next();
      for (RawRows.Row row = next; row != null; row = next) {
        next = rows.next();
        if (isGood(row, columns.size())) {
          good++;
        } else if (next != null || isWhole) {
          bad++;
        }
      }
      return new Fit(named, columns.size(), good, bad);
    } catch (IOException | BadRowException broken) {
      return new Fit(0, 0, 0, 0);
    }
  }

  /** How well a dialect reads a sample: columns with known names, all columns, rows. */
  private record Fit(long named, long columns, long good, long bad) {
    long score() {
      return named * 1_000_000 + good * 100 + Math.min(columns, 99);
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

  /** The cells of one row as {@link RawRows} cuts it, whose quotes are doubled by now. */
  List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    while (start >= 0) {
      boolean isQuoted =
          quotes != CsvQuotes.NONE && start < row.length() && row.charAt(start) == '"';
      int close = isQuoted ? closingQuote(row, start) : start;
      int end = row.indexOf(separator, close);
      cells.add(
          isQuoted
              ? row.substring(start + 1, close).replace("\"\"", "\"")
              : row.substring(start, end < 0 ? row.length() : end));
      start = end < 0 ? -1 : end + 1;
    }
    return cells;
  }

  private static int closingQuote(String row, int open) {
    int quote = row.indexOf('"', open + 1);
    while (quote >= 0 && quote + 1 < row.length() && row.charAt(quote + 1) == '"') {
      quote = row.indexOf('"', quote + 2);
    }
    return quote < 0 ? row.length() : quote;
  }

  /** What is not RFC 4180; empty when nothing is. */
  public Optional<String> shown() {
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
    switch (quotes) {
      case DOUBLED -> {}
      case BACKSLASH -> parts.add("quotes escaped by backslash (--quoteEscape)");
      case NONE -> parts.add("quotes that quote nothing (--quoteEscape)");
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }
}
