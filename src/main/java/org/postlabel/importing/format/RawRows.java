package org.postlabel.importing.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.postlabel.importing.mapping.BadRowException;

/**
 * Cuts a stream of UTF-8 into rows and never holds more than one. A row of CSV may span lines
 * inside quotes; what cannot be read (too long, broken quotes, not UTF-8) becomes a row with a
 * fault, and reading goes on after it. A quote that never closes takes the rest of the file with
 * it, because nothing tells where it should have closed. Not thread-safe.
 */
public final class RawRows implements RowSource {
  public static final String NOT_UTF_8 = "is not UTF-8";
  public static final int MAX_ROW_BYTES = 4 << 20;

  /** Where in a row of CSV the last byte was. */
  private enum Place {
    CELL_START,
    PLAIN,
    QUOTED,
    /** At a quote in a quoted cell: the end of the cell, or the first half of a doubled quote. */
    QUOTE,
    /** In blanks between a closing quote and the next comma. */
    CLOSED,
    /** Behind a backslash in a quoted cell. */
    ESCAPED,
    /** Behind a closing quote, where nothing may be. */
    BROKEN
  }

  private final InputStream in;
  private final boolean csv;
  private final CsvDialect dialect;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int end;
  private byte[] row = new byte[1 << 12];
  private int length;
  private long line = 1;
  private boolean afterReturn;
  private boolean isEndKnown;
  private boolean returnsEndRows;

  private RawRows(InputStream in, boolean csv, CsvDialect dialect) {
    this.in = in;
    this.csv = csv;
    this.dialect = dialect;
  }

  /**
   * Rows that end outside quotes, with line feeds or, where the first row does, with carriage
   * returns; pandas writes a text with a carriage return in it without quotes. Quotes that
   * backslashes escape come doubled.
   */
  static RawRows ofCsv(InputStream in, CsvDialect dialect) {
    return new RawRows(in, true, dialect);
  }

  /** Rows that end with every line feed. */
  static RawRows ofLines(InputStream in) {
    return new RawRows(in, false, CsvDialect.STANDARD);
  }

  @Override
  public Row next() throws IOException {
    Row next = nextOrBlank();
    while (next != null && next.isBlank()) {
      next = nextOrBlank();
    }
    return next;
  }

  @Override
  public long line() {
    return line;
  }

  private Row nextOrBlank() throws IOException {
    length = 0;
    long firstLine = line;
    long quoteLine = line;
    Place place = csv ? Place.CELL_START : Place.PLAIN;
    int next = read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0; next = read()) {
      boolean isQuoted = place == Place.QUOTED || place == Place.ESCAPED;
      boolean isSecondHalf = next == '\n' && afterReturn;
      boolean isLineEnd = isLineEnd(next, isQuoted);
      afterReturn = returnsEndRows && next == '\r';
      if (isLineEnd && !isSecondHalf) {
        line++;
      }
      if (isLineEnd && !isQuoted) {
        if (isSecondHalf) {
          continue;
        }
        endLine();
        return row(firstLine, quoteLine, place, line - 1);
      }
      if (csv) {
        if (place == Place.CELL_START && next == '"') {
          quoteLine = line;
        }
        Place before = place;
        place = after(place, next);
        if (place == Place.ESCAPED) {
          continue;
        }
        if (before == Place.ESCAPED) {
          appendEscaped(next);
          continue;
        }
      }
      append(next);
    }
    endLine();
    return row(firstLine, quoteLine, place, line);
  }

  /**
   * Carriage returns end rows where the first one does, and nothing but them ends the first row.
   */
  private boolean isLineEnd(int next, boolean isQuoted) throws IOException {
    if (csv && next == '\r' && !isQuoted && !isEndKnown) {
      returnsEndRows = peek(0) != '\n' && !(peek(0) == '\r' && peek(1) == '\n');
      isEndKnown = true;
    }
    isEndKnown |= next == '\n' && !isQuoted;
    return next == '\n' || (returnsEndRows && next == '\r');
  }

  /** Takes off the carriage returns before a line feed. */
  private void endLine() {
    while (csv && length > 0 && length <= row.length && row[length - 1] == '\r') {
      length--;
    }
  }

  private Place after(Place place, int next) {
    return switch (place) {
      case CELL_START ->
          next == '"' && dialect.quotes() != CsvQuotes.NONE
              ? Place.QUOTED
              : next == dialect.separator() ? place : Place.PLAIN;
      case PLAIN -> next == dialect.separator() ? Place.CELL_START : place;
      case QUOTED ->
          next == '"'
              ? Place.QUOTE
              : next == '\\' && dialect.quotes() == CsvQuotes.BACKSLASH ? Place.ESCAPED : place;
      case ESCAPED -> Place.QUOTED;
      case QUOTE -> next == '"' ? Place.QUOTED : afterQuote(next);
      case CLOSED -> afterQuote(next);
      case BROKEN -> place;
    };
  }

  private Place afterQuote(int next) {
    if (next == dialect.separator()) {
      return Place.CELL_START;
    }
    return switch (next) {
      case ' ', '\t', '\r' -> Place.CLOSED;
      default -> Place.BROKEN;
    };
  }

  private Row row(long firstLine, long quoteLine, Place place, long lastLine) {
    if (place == Place.QUOTED || place == Place.ESCAPED) {
      return Row.broken(
          firstLine,
          "the quote that opens on line %d never closes; nothing from line %d on can be read"
              .formatted(quoteLine, firstLine));
    }
    if (place == Place.BROKEN) {
      return Row.broken(
          firstLine,
          "the quote that opens on line %d closes inside its cell on line %d; write a quote twice"
              .formatted(quoteLine, lastLine));
    }
    if (length > MAX_ROW_BYTES) {
      return Row.broken(firstLine, "is longer than %d bytes".formatted(MAX_ROW_BYTES));
    }
    String text = new String(row, 0, length, UTF_8);
    return text.indexOf('\uFFFD') >= 0 && !isUtf8()
        ? Row.broken(firstLine, NOT_UTF_8)
        : Row.of(firstLine, text);
  }

  private boolean isUtf8() {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(row, 0, length));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  /** What a backslash and {@code next} stand for: a quote, a backslash, or both as they are. */
  private void appendEscaped(int next) {
    append(next == '"' ? '"' : '\\');
    if (next != '\\') {
      append(next);
    }
  }

  /** Keeps the byte, and counts those of a row that is too long without keeping them. */
  private void append(int next) {
    if (length == row.length && length < MAX_ROW_BYTES) {
      row = Arrays.copyOf(row, Math.min(2 * row.length, MAX_ROW_BYTES));
    }
    if (length < MAX_ROW_BYTES) {
      row[length] = (byte) next;
    }
    length = Math.min(length + 1, MAX_ROW_BYTES + 1);
  }

  private int read() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(0, in.read(buffer));
    }
    return position == end ? -1 : buffer[position++] & 0xFF;
  }

  /** The byte that comes after {@code ahead} others, or -1. */
  private int peek(int ahead) throws IOException {
    if (position + ahead >= end) {
      System.arraycopy(buffer, position, buffer, 0, end - position);
      end -= position;
      position = 0;
      for (int read = 0; read >= 0 && end <= ahead; end += Math.max(0, read)) {
        read = in.read(buffer, end, buffer.length - end);
      }
    }
    return position + ahead < end ? buffer[position + ahead] & 0xFF : -1;
  }

  /** One row before it is parsed: the line on which it begins, and its characters or its fault. */
  public record Row(long line, String textOrNull, String faultOrNull) {
    static Row of(long line, String text) {
      return new Row(line, text, null);
    }

    static Row broken(long line, String fault) {
      return new Row(line, null, fault);
    }

    boolean isBlank() {
      return textOrNull != null && textOrNull.isBlank();
    }

    /** The characters. */
    public String text() throws BadRowException {
      if (faultOrNull != null) {
        throw new BadRowException(faultOrNull);
      }
      return textOrNull;
    }
  }
}
