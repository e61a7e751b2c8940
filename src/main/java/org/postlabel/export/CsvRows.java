package org.postlabel.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * CSV as RFC 4180 describes it, with lines that end in a line feed. All but numbers is quoted, so
 * that an empty text is distinguished from no value.
 */
final class CsvRows implements RowWriter {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setQuoteMode(QuoteMode.NON_NUMERIC)
          .setRecordSeparator('\n')
          .get();

  private final CSVPrinter printer;
  private final boolean rawText;

  CsvRows(OutputStream out, List<Column> columns, boolean rawText) throws IOException {
    this.printer = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, UTF_8)), FORMAT);
    this.rawText = rawText;
    printer.printRecord(columns.stream().map(Column::name));
  }

  @Override
  public void write(List<Object> values) throws IOException {
    for (Object value : values) {
      printer.print(value instanceof String text && !rawText ? FormulaGuard.guard(text) : value);
    }
    printer.println();
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
