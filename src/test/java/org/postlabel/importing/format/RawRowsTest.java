package org.postlabel.importing.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class RawRowsTest {
  @Property
  void cutsCsvWhereItsParserDoes(@ForAll("csv") String csv) throws Exception {
    Optional<List<List<String>>> whole = parsed(csv);
    List<List<String>> cut = new ArrayList<>();
    boolean isBroken = false;
    RawRows rows = rows(csv);
    for (RawRows.Row row = rows.next(); row != null; row = rows.next()) {
      isBroken |= row.faultOrNull() != null;
      List<String> cells = isBroken ? List.of("") : CsvDialect.STANDARD.cells(row.text());
      if (!isBlank(cells)) {
        cut.add(cells);
      }
    }
    assertThat(isBroken, is(whole.isEmpty()));
    whole.ifPresent(all -> assertThat(cut, equalTo(all)));
  }

  @Provide
  Arbitrary<String> csv() {
    return Arbitraries.of(List.of("\n", "\r\n"), List.of("\r"))
        .flatMap(
            ends ->
                Arbitraries.of(
                        "\"", "\"", ",", ends.get(0), ends.get(ends.size() - 1), "a", " ", "é")
                    .list()
                    .ofMaxSize(30)
                    .map(parts -> String.join("", parts)));
  }

  @Test
  void knowsTheLineOnWhichARowBegins() throws Exception {
    String csv = "a\r\n\r\n\"b\r\n\nc\"\r\nd\n\ne";
    List<Long> lines = new ArrayList<>();
    RawRows rows = rows(csv);
    for (RawRows.Row row = rows.next(); row != null; row = rows.next()) {
      lines.add(row.line());
    }
    assertThat(lines, contains(1L, 3L, 6L, 8L));
  }

  private static RawRows rows(String csv) {
    return RawRows.ofCsv(new ByteArrayInputStream(csv.getBytes(UTF_8)), CsvDialect.STANDARD);
  }

  /** The cells of every row that is not blank, or nothing when a quote is broken. */
  private static Optional<List<List<String>>> parsed(String csv) throws IOException {
    try (CSVParser parser = CSVParser.parse(csv, CSVFormat.DEFAULT)) {
      return Optional.of(
          parser.stream().map(CSVRecord::toList).filter(cells -> !isBlank(cells)).toList());
    } catch (UncheckedIOException broken) {
      return Optional.empty();
    }
  }

  private static boolean isBlank(List<String> cells) {
    return cells.size() == 1 && cells.get(0).isBlank();
  }
}
