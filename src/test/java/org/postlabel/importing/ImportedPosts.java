package org.postlabel.importing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.FileUtils;
import org.postlabel.database.Timestamps;
import org.postlabel.options.CommandLine;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** A fresh database, files in a fresh folder, and what an import made of them. */
final class ImportedPosts implements AutoCloseable {
  final List<BadRow> badRows = new ArrayList<>();
  private final Path folder = newFolder();
  private final Supplier<Engine> engine;
  private FreshDatabase tables;

  private final List<String> options = new ArrayList<>();

  ImportedPosts(Engine engine) {
    this(() -> engine);
  }

  /** The engine is asked for when the database is, which is after JUnit has set it. */
  ImportedPosts(Supplier<Engine> engine) {
    this.engine = engine;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("postlabel");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FreshDatabase tables() {
    if (tables == null) {
      tables = engine.get().migrated();
    }
    return tables;
  }

  /** Where its files are. */
  Path folder() {
    return folder;
  }

  ImportSummary read(String fileName, String content) throws IOException {
    return read(fileName, content.getBytes(StandardCharsets.UTF_8));
  }

  ImportSummary read(String fileName, byte[] content) throws IOException {
    return run(file(fileName, content));
  }

  ImportSummary run(String... files) {
    return run(InputStream.nullInputStream(), files);
  }

  ImportSummary stdin(byte[] content) {
    return run(new ByteArrayInputStream(content), "-");
  }

  ImportSummary run(InputStream stdin, String... files) {
    return PostImport.into(tables().database())
        .with(config())
        .withBadRows(badRows::add)
        .run(List.of(files), Beginnings.of(stdin));
  }

  /** Reads as these options of the command say from now on. */
  ImportedPosts with(String... words) {
    options.clear();
    options.addAll(List.of(words));
    return this;
  }

  private ImportConfig config() {
    return ImportConfig.from(CommandLine.parse(options).as(ImportOptions.class));
  }

  /** A file among the test's resources, in {@code /importing}. */
  static byte[] resource(String name) throws IOException {
    try (InputStream in = ImportedPosts.class.getResourceAsStream("/importing/" + name)) {
      return in.readAllBytes();
    }
  }

  String file(String fileName, byte[] content) throws IOException {
    return Files.write(folder.resolve(fileName), content).toString();
  }

  /** How reports call the file. */
  String shownAs(String fileName) {
    return folder.resolve(fileName).toString();
  }

  /** {@code line: cause} of every bad row. */
  List<String> causes() {
    return badRows.stream().map(row -> row.line() + ": " + row.cause()).toList();
  }

  Map<String, Object> texts() {
    return column("text");
  }

  /** By uri, in the order in which the posts came. */
  Map<String, Object> column(String name) {
    Map<String, Object> values = new LinkedHashMap<>();
    tables()
        .rows("SELECT uri, " + name + " FROM posts ORDER BY id")
        .forEach(row -> values.put((String) row.get(0), row.get(1)));
    return values;
  }

  /** What the table holds of a time in these words. */
  Object time(String words) {
    return tables().dialect().timestamp(words);
  }

  /** The time that a value of the table stands for, or null. */
  Instant instant(Object value) {
    return value == null
        ? null
        : value instanceof OffsetDateTime time
            ? time.toInstant()
            : Timestamps.parse((String) value).toInstant();
  }

  void execute(String sql) {
    tables().execute(sql);
  }

  @Override
  public void close() throws IOException {
    if (tables != null) {
      tables.close();
    }
    FileUtils.deleteDirectory(folder.toFile());
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
