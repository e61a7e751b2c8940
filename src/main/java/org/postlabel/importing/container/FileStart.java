package org.postlabel.importing.container;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.io.input.ReaderInputStream;

/**
 * The first bytes of a file tell how to read it: whether it is compressed, has a byte order mark,
 * is empty, and which format it has when its name does not say so.
 */
public final class FileStart {
  private static final int LENGTH = 1 << 18;
  private static final int BUFFER = 1 << 18;
  private static final byte[] SCRIPT = "window.YTD.".getBytes(UTF_8);
  private static final byte[] UTF_8_MARK = "\uFEFF".getBytes(UTF_8);
  private static final byte[] UTF_16_BIG = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_16_LITTLE = {(byte) 0xFF, (byte) 0xFE};

  private static final Pattern SPANNING = Pattern.compile("\\s*\\{\\s*\\R");

  private final byte[] bytes;
  private final InputStream rest;

  private FileStart(byte[] bytes, InputStream rest) {
    this.bytes = bytes;
    this.rest = rest;
  }

  /**
   * Looks at {@code in}, decompressed where needed and as UTF-8, whatever it was in.
   *
   * @param encodingOrNull how it is encoded; null means UTF-8, or UTF-16 where it looks like it
   */
  public static FileStart of(InputStream in, Charset encodingOrNull) throws IOException {
    FileStart start = unpacked(in);
    Charset encoding = encodingOrNull == null ? start.encoding() : encodingOrNull;
    FileStart decoded =
        encoding.equals(UTF_8)
            ? start
            : peek(new BufferedInputStream(start.asUtf8(encoding), BUFFER));
    return decoded.begins(SCRIPT) ? decoded.behindAssignment() : decoded;
  }

  private static FileStart unpacked(InputStream in) throws IOException {
    FileStart start = peek(new BufferedInputStream(in, BUFFER));
    InputStream content = Compression.decompressed(start.bytes, start.rest);
    return content == start.rest ? start : peek(new BufferedInputStream(content, BUFFER));
  }

  /** The list that Twitter's archives assign to a variable of JavaScript. */
  private FileStart behindAssignment() throws IOException {
    int next = rest.read();
    while (next >= 0 && next != '=') {
      next = rest.read();
    }
    return peek(new BufferedInputStream(rest, BUFFER));
  }

  private InputStream asUtf8(Charset encoding) throws IOException {
    return ReaderInputStream.builder()
        .setReader(new InputStreamReader(rest, encoding))
        .setCharset(UTF_8)
        .setBufferSize(BUFFER)
        .get();
  }

  /** UTF-16 by its mark, or by the zeros beside ASCII characters; else UTF-8. */
  private Charset encoding() {
    if (begins(UTF_16_BIG)) {
      return UTF_16BE;
    }
    if (begins(UTF_16_LITTLE)) {
      return UTF_16LE;
    }
    int even = 0;
    int odd = 0;
    int looked = Math.min(bytes.length, 1_000);
    for (int i = 0; i < looked; i++) {
      if (bytes[i] == 0) {
        even += i % 2 == 0 ? 1 : 0;
        odd += i % 2 == 1 ? 1 : 0;
      }
    }
    int many = Math.max(2, looked / 5);
    return odd >= many && odd > 9 * even
        ? UTF_16LE
        : even >= many && even > 9 * odd ? UTF_16BE : UTF_8;
  }

  private static FileStart peek(BufferedInputStream in) throws IOException {
    in.mark(LENGTH);
    byte[] bytes = in.readNBytes(LENGTH);
    in.reset();
    return new FileStart(bytes, in);
  }

  public boolean isEmpty() {
    return bytes.length < LENGTH && firstCharacter() == 0;
  }

  /** The first bytes, without byte order marks. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, markLength(), bytes.length);
  }

  /** Whether this is CSV by its {@code name}, or else by its first character. */
  public boolean isCsv(String name) {
    String plain = name.toLowerCase(ROOT).replaceFirst("\\.(gz|zst|bz2)$", "");
    boolean isJsonByName =
        plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json");
    return plain.endsWith(".csv")
        || (!isJsonByName && firstCharacter() != '{' && firstCharacter() != '[');
  }

  public boolean isJsonArray() {
    return firstCharacter() == '[';
  }

  /** What it is when it holds no text; empty when it may. */
  public Optional<String> noText() {
    return NoText.in(bytes);
  }

  /** Whether all of it is in the first bytes. */
  public boolean isWhole() {
    return bytes.length < LENGTH;
  }

  /** Whether its end must be read first. */
  public boolean isOnlyForFiles() {
    return begins("PK\3\4".getBytes(UTF_8)) || begins("PAR1".getBytes(UTF_8));
  }

  /** Whether its first line opens an object and holds nothing of it. */
  public boolean spansLines() {
    return SPANNING.matcher(new String(bytes(), UTF_8)).lookingAt();
  }

  /** The whole content, without the byte order mark. */
  public InputStream content() throws IOException {
    rest.skipNBytes(markLength());
    return rest;
  }

  /** The first character that is not blank, as far as it is ASCII; 0 when all are blank. */
  private char firstCharacter() {
    for (int i = markLength(); i < bytes.length; i++) {
      if (bytes[i] < 0 || bytes[i] > ' ') {
        return (char) (bytes[i] & 0xFF);
      }
    }
    return 0;
  }

  private int markLength() {
    int marks = 0;
    while (bytes.length >= marks + UTF_8_MARK.length
        && Arrays.equals(
            bytes, marks, marks + UTF_8_MARK.length, UTF_8_MARK, 0, UTF_8_MARK.length)) {
      marks += UTF_8_MARK.length;
    }
    return marks;
  }

  private boolean begins(byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
