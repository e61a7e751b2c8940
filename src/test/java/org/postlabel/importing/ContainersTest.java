package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.testing.Engine;

/** Files that hold files, recognised by their first bytes whatever their names. */
class ContainersTest {
  private static final byte[] CSV = "uri,text\n1,a\n".getBytes(UTF_8);

  @TempDir Path folder;
  @AutoClose private ImportedPosts posts;

  @BeforeEach
  void openDatabase() {
    posts = new ImportedPosts(Engine.SQLITE, folder);
  }

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

    Path larger = Files.write(folder.resolve("larger"), zstd(32));
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
    Path file = folder.resolve("lists.parquet");
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
    Path file = folder.resolve("posts.dat");
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
