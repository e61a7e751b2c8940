package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.io.input.ReaderInputStream;

/**
 * The first bytes of a file tell how to read it: whether it is compressed, has a byte order mark,
 * is empty, and which format it has when its name does not say so.
 */
final class FileStart {
  private static final int LENGTH = 1 << 18;
  private static final int BUFFER = 1 << 18;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
  private static final byte[] BZIP2 = {'B', 'Z', 'h'};
  private static final byte[] SCRIPT = "window.YTD.".getBytes(UTF_8);
  private static final byte[] UTF_8_MARK = "\uFEFF".getBytes(UTF_8);
  private static final byte[] UTF_16_BIG = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_16_LITTLE = {(byte) 0xFF, (byte) 0xFE};

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
  static FileStart of(InputStream in, Charset encodingOrNull) throws IOException {
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
    InputStream content = start.decompressed();
    return content == start.rest ? start : peek(new BufferedInputStream(content, BUFFER));
  }

  private InputStream decompressed() throws IOException {
    if (begins(GZIP)) {
      return new GZIPInputStream(new NeverDone(rest), BUFFER);
    }
    if (begins(ZSTD) || isSkippableZstd()) {
      // Pushshift's dumps have a window of 2 GB.
      return new ZstdInputStream(rest).setLongMax(31).setContinuous(false);
    }
    return begins(BZIP2) ? new BZip2CompressorInputStream(rest, true) : rest;
  }

  /** Whether Zstandard's window is beyond what is read, or beyond the memory. */
  static boolean isWindowTooLarge(IOException error) {
    return error instanceof ZstdIOException zstd
        && (zstd.getErrorCode() == Zstd.errMemoryAllocation()
            || zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge());
  }

  /** A frame of notes may come first. */
  private boolean isSkippableZstd() {
    return bytes.length > 4
        && (bytes[0] & 0xF0) == 0x50
        && bytes[1] == 0x2A
        && bytes[2] == 0x4D
        && bytes[3] == 0x18;
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

  boolean isEmpty() {
    return bytes.length < LENGTH && firstCharacter() == 0;
  }

  /** The first bytes, without the byte order mark. */
  byte[] bytes() {
    return Arrays.copyOfRange(bytes, markLength(), bytes.length);
  }

  /** Whether this is CSV by its {@code name}, or else by its first character. */
  boolean isCsv(String name) {
    String plain = name.toLowerCase(ROOT).replaceFirst("\\.(gz|zst|bz2)$", "");
    boolean isJsonByName =
        plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json");
    return plain.endsWith(".csv")
        || (!isJsonByName && firstCharacter() != '{' && firstCharacter() != '[');
  }

  boolean isJsonArray() {
    return firstCharacter() == '[';
  }

  /** Whether its end must be read first. */
  boolean isOnlyForFiles() {
    return begins("PK\3\4".getBytes(UTF_8)) || begins("PAR1".getBytes(UTF_8));
  }

  /** Whether a document has a list in the field {@code name}. */
  boolean hasList(String name) {
    return Pattern.compile("\"" + name + "\"\\s*:\\s*\\[").matcher(new String(bytes, UTF_8)).find();
  }

  /** The whole content, without the byte order mark. */
  InputStream content() throws IOException {
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
    return begins(UTF_8_MARK) ? UTF_8_MARK.length : 0;
  }

  private boolean begins(byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** {@link GZIPInputStream} drops the members behind the first when a slow pipe has none yet. */
  private static final class NeverDone extends FilterInputStream {
    NeverDone(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
