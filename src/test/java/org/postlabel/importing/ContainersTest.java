package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.testing.Engine;

/** Files that hold files, recognised by their first bytes whatever their names. */
class ContainersTest {
  private static final byte[] CSV = "uri,text\n1,a\n".getBytes(UTF_8);

  @AutoClose private final ImportedPosts posts = new ImportedPosts(Engine.SQLITE);

  @Test
  void readsADumpOfPushshift() throws Exception {
    ImportSummary summary =
        posts.with("--format=reddit").read("RC.zst", ImportedPosts.resource("RC.zst"));
    assertThat(summary.bad(), is(0L));
    assertThat(summary.written() > 0, is(true));
  }

  @Test
  void readsEveryFrameOfZstandard() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(bytes)) {
      out.setLong(28);
      out.write(CSV);
    }
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(second)) {
      out.write("2,b\n".getBytes(UTF_8));
    }
    bytes.write(second.toByteArray());
    posts.read("posts", bytes.toByteArray());
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b")));
  }

  /** As zstd --long=31 writes it, and Pushshift does. */
  @Test
  void readsZstandardWithAWindowOfTwoGigabytesAndRefusesALargerOne() throws Exception {
    posts.read("posts", zstd(31));
    assertThat(posts.texts(), equalTo(Map.of("1", "a")));

    Path larger = Files.write(posts.folder().resolve("larger"), zstd(32));
    assertThat(
        refusal(larger),
        containsString("needs more memory for its window than there is or than the 2 GB"));
  }

  /** A frame of one block that is not compressed (https://www.rfc-editor.org/rfc/rfc8878). */
  private static byte[] zstd(int windowLog) {
    int block = CSV.length << 3 | 1;
    return ByteBuffer.allocate(9 + CSV.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xFD2FB528)
        .put((byte) 0)
        .put((byte) ((windowLog - 10) << 3))
        .put((byte) block)
        .put((byte) (block >> 8))
        .put((byte) (block >> 16))
        .put(CSV)
        .array();
  }

  @Test
  void readsBzip2UnderAnyName() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
      out.write(CSV);
    }
    posts.read("posts.csv", bytes.toByteArray());
    assertThat(posts.texts(), equalTo(Map.of("1", "a")));
  }

  @Test
  void readsEveryMemberOfAZip() throws Exception {
    posts.read(
        "a.zip",
        zip(
            "x/posts.csv",
            CSV,
            "__MACOSX/x/._posts.csv",
            new byte[] {0, 5},
            "more.jsonl.gz",
            ImportedPosts.gzip("{\"uri\":\"2\",\"text\":\"b\"}\n".getBytes(UTF_8))));
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b")));
    FileUnusableException refused =
        assertThrows(
            FileUnusableException.class,
            () -> posts.run(new ByteArrayInputStream(zip("a.csv", CSV)), "-"));
    assertThat(refused.getMessage(), containsString("cannot be read from a pipe"));
  }

  /** Windows writes names in the code page of the console, and Deflate64 beyond 2 GB. */
  @Test
  void readsZipsOfOtherToolsThanJavas() throws Exception {
    posts.read("names.zip", named("caf\u00e9/Gr\u00fc\u00dfe.csv", CSV));
    // Deflate64 differs from Deflate in long matches alone, and these bytes have none.
    posts.read("b.zip", patched(zip("b.csv", "uri,text\n2,b\n".getBytes(UTF_8)), 2, 9));
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b")));
  }

  /** {@code zip} with this byte in both headers of its only member, behind the version needed. */
  private static byte[] patched(byte[] zip, int behindVersion, int value) {
    int central = new String(zip, ISO_8859_1).indexOf("PK\1\2");
    zip[6 + behindVersion] = (byte) value;
    zip[central + 8 + behindVersion] = (byte) value;
    return zip;
  }

  private static byte[] named(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes, Charset.forName("IBM437"))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void saysHowToReadAZipInWhichSomeMemberHasNoPosts() throws Exception {
    Path zip = posts.folder().resolve("archive.zip");
    Files.write(zip, zip("readme.txt", "Read me first.\n".getBytes(UTF_8), "posts.csv", CSV));

    assertThat(refusal(zip), containsString("archive.zip!/readme.txt"));
    assertThat(refusal(zip), containsString("FILE.zip!/MEMBER"));
    posts.run(zip + "!/posts.csv");
    assertThat(posts.texts(), equalTo(Map.of("1", "a")));
  }

  /** bzip2 of several processors, notes of Zstandard's, and zeros that a tape or an upload adds. */
  @Test
  void readsEveryStreamAndPassesOverNotesAndPadding() throws Exception {
    posts.read("a", join(bzip2("uri,text\n1,a\n"), bzip2("2,b\n")));
    posts.read(
        "b",
        join(
            new byte[] {0x5E, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'},
            Zstd.compress("uri,text\n3,c\n".getBytes(UTF_8)),
            new byte[] {0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 'x'},
            Zstd.compress("4,d\n".getBytes(UTF_8))));
    posts.read("c", join(ImportedPosts.gzip("uri,text\n5,e\n".getBytes(UTF_8)), new byte[512]));
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b", "3", "c", "4", "d", "5", "e")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zst", "bz2", "xz", "gz"})
  void saysThatADownloadWasCutOff(String kind) throws Exception {
    StringBuilder csv = new StringBuilder("uri,text\n");
    for (int i = 0; i < 20_000; i++) {
      csv.append(i).append(",text ").append(Integer.toHexString(i * 0x9E3779B9)).append('\n');
    }
    byte[] whole =
        switch (kind) {
          case "zst" -> Zstd.compress(csv.toString().getBytes(UTF_8));
          case "bz2" -> bzip2(csv.toString());
          case "xz" -> xz(csv.toString());
          default -> ImportedPosts.gzip(csv.toString().getBytes(UTF_8));
        };
    Path file =
        Files.write(posts.folder().resolve("posts"), Arrays.copyOf(whole, whole.length - 100));

    assertThat(
        refusal(file),
        matchesPattern(
            ".*posts (is damaged or cut off behind line \\d+|cannot be read) \\([^)n].*"));
  }

  /** Pushshift's dumps of 2017 and 2018. */
  @Test
  void readsXz() throws Exception {
    posts.read("RC_2017-12.xz", join(xz("uri,text\n1,a\n"), xz("2,b\n")));
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b")));
  }

  @Test
  void saysWhatAFileIsThatHoldsNoText() throws Exception {
    assertNamed(
        zip("[Content_Types].xml", CSV, "xl/workbook.xml", CSV),
        "is an Excel workbook; save it as CSV UTF-8");
    assertNamed(bytes("D0CF11E0A1B11AE1"), "is an Excel workbook or another old file of Office");
    assertNamed(
        zip("mimetype", CSV, "content.xml", CSV), "is a document of LibreOffice; save it as CSV");
    assertNamed(bytes("377ABCAF271C"), "is a 7z archive; unpack it");
    assertNamed("Rar!\u001a\u0007".getBytes(ISO_8859_1), "is a rar archive; unpack it");
    assertNamed("SQLite format 3\0".getBytes(UTF_8), "is a database of SQLite's; --connectionURL");
    assertNamed("%PDF-1.7\n".getBytes(UTF_8), "is a PDF");
    assertNamed("<!DOCTYPE html>\n<html>".getBytes(UTF_8), "is a page of HTML");
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
    assertNamed(tar, "is a tar archive; unpack it");
    assertNamed(ImportedPosts.gzip(tar), "is a tar archive; unpack it");
    Path encrypted = Files.write(posts.folder().resolve("e.zip"), patched(zip("e.csv", CSV), 0, 9));
    assertThat(refusal(encrypted), containsString("e.zip!/e.csv is encrypted; unpack it"));
  }

  private void assertNamed(byte[] content, String what) throws IOException {
    String refusal = refusal(Files.write(posts.folder().resolve("posts.csv"), content));
    assertThat(refusal, containsString("posts.csv " + what));
    assertThat(refusal.lines().count(), is(1L));
  }

  private static byte[] bytes(String hex) {
    return Arrays.copyOf(HexFormat.of().parseHex(hex), 600);
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }

  private static byte[] bzip2(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
      out.write(content.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] xz(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new XZCompressorOutputStream(bytes)) {
      out.write(content.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** As pandas, polars, Spark and DuckDB write ids, times and texts. */
  @Test
  void readsTheTypesOfOtherProgramsParquet() throws Exception {
    Path file =
        duckDbParquet(
            """
            SELECT CAST(1294030472427835393 AS BIGINT) AS uri, 'a' AS text,
              TIMESTAMP_NS '2024-05-09 20:47:02.123456789' AS created_at,
              TIMESTAMP_MS '2024-05-09 20:47:02' AS synctimestamp,
              TIMESTAMPTZ '2024-05-09 20:47:02+00' AS preprocessing_timestamp,
              CAST(7.0 AS DOUBLE) AS like_count, CAST(3 AS UTINYINT) AS reply_count,
              CAST('x' AS ENUM('x', 'y')) AS source\
            """);
    ImportSummary summary = posts.run(file.toString());
    assertThat(summary.leftOut(), is(List.of()));
    assertThat(
        posts.column(
            "concat_ws('|', text, created_at, synctimestamp, preprocessing_timestamp, like_count,"
                + " reply_count, source)"),
        equalTo(
            Map.of(
                "1294030472427835393",
                "a|2024-05-09T20:47:02.123456Z|2024-05-09T20:47:02Z|2024-05-09T20:47:02Z|7|3|x")));
  }

  @Test
  void readsTheOtherTimesOfParquetAndTextsThatAreBytes() throws Exception {
    posts.run(
        duckDbParquet(
                "SELECT CAST('1' AS BLOB) AS uri, CAST('Gr\\xC3\\xBC\\xC3\\x9Fe' AS BLOB) AS"
                    + " text, DATE '2024-05-09' AS created_at")
            .toString());
    assertThat(
        posts.column("concat_ws('|', text, created_at)"),
        equalTo(Map.of("1", "Gr\u00fc\u00dfe|2024-05-09T00:00:00Z")));
  }

  @Test
  void refusesIdsThatParquetHoldsAsFloats() throws Exception {
    Path file = duckDbParquet("SELECT CAST(1294030472427835393 AS DOUBLE) AS uri, 'a' AS text");
    assertThat(refusal(file), containsString("rounded"));
  }

  private Path duckDbParquet(String select) throws Exception {
    Path file = posts.folder().resolve("types.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(select, file));
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "uncompressed", "zstd"})
  void readsParquet(String codec) throws Exception {
    Path file = parquet(codec);
    assertThat(posts.run(file.toString()).written(), is(1L));
    assertThat(
        posts.column("concat_ws('|', text, like_count, created_at)"),
        equalTo(Map.of("at://1", "Grüße 🫶|7|2024-05-09T20:47:02Z")));
  }

  @Test
  void refusesParquetThatItCannotRead() throws Exception {
    Path file = parquet("gzip");
    assertThat(refusal(file), containsString("compressed by GZIP; write it with SNAPPY or ZSTD"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThat(refusal(file), containsString("check that it is whole"));
  }

  @Test
  void leavesOutListsInParquetAndSaysSo() throws Exception {
    Path file = posts.folder().resolve("lists.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          """
          COPY (SELECT * FROM (VALUES
            ('at://1', 'one', ['en', 'de', 'fr'], [{'tag': 'x'}, {'tag': 'y'}], {'name': 'a'}),
            ('at://2', 'two', [], [], {'name': 'b'}),
            ('at://3', 'three', ['pt'], NULL, NULL)) AS t(uri, text, langs, facets, author))
          TO '%s' (FORMAT parquet)\
          """
              .formatted(file));
    }

    ImportSummary summary = posts.with("--postColumns=author_did=author.name").run(file.toString());

    assertThat(
        posts.column("concat_ws('|', text, langs, author_did)"),
        equalTo(Map.of("at://1", "one|a", "at://2", "two|b", "at://3", "three")));
    assertThat(
        summary.ignoredColumns().get(file.toString()),
        equalTo(
            new TreeSet<>(
                List.of(
                    "facets (a list; write it as one text)",
                    "langs (a list; write it as one text)"))));
  }

  private String refusal(Path file) {
    return assertThrows(FileUnusableException.class, () -> posts.run(file.toString())).getMessage();
  }

  private Path parquet(String codec) throws Exception {
    Path file = posts.folder().resolve("posts.dat");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          ("COPY (SELECT 'at://1' AS uri, 'Grüße 🫶' AS text, 7 AS like_count,"
                  + " TIMESTAMP '2024-05-09 20:47:02' AS created_at, CAST(NULL AS VARCHAR) AS"
                  + " langs) TO '%s' (FORMAT parquet, CODEC '%s')")
              .formatted(file, codec));
    }
    return file;
  }

  private static byte[] zip(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        out.write((byte[]) namesAndContents[i + 1]);
      }
    }
    return bytes.toByteArray();
  }
}
