package org.postlabel.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * CSV as RFC 4180 describes it, with lines that end in a line feed. All but numbers is quoted, so
 * that an empty text is distinguished from no value. A NUL is written as U+2400, unless texts are
 * to stand as they are: pandas and R end a text at it.
 */
final class CsvRows implements RowWriter {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setQuoteMode(QuoteMode.NON_NUMERIC)
          .setRecordSeparator('\n')
          .get();

  private static final char MARK = '\uFEFF';
  private static final char NUL_SIGN = '\u2400';

  private final CSVPrinter printer;
  private final CsvStyle style;

  CsvRows(OutputStream out, List<Column> columns, CsvStyle style) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    if (style.hasMark()) {
      writer.write(MARK);
    }
    this.printer = new CSVPrinter(writer, FORMAT.builder().setDelimiter(style.separator()).get());
    this.style = style;
    printer.printRecord(columns.stream().map(Column::name));
  }

  @Override
  public void write(List<Object> values) throws IOException {
    for (Object value : values) {
      printer.print(
          value instanceof String text && !style.rawText()
              ? FormulaGuard.guard(text.replace('\0', NUL_SIGN))
              : value);
    }
    printer.println();
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
