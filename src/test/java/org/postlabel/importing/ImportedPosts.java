package org.postlabel.importing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;

/** A fresh database in a folder, files beside it, and what an import made of them. */
final class ImportedPosts {
  final List<BadRow> badRows = new ArrayList<>();
  private final Path folder;
  private final Database database;

  ImportedPosts(Path folder) {
    this.folder = folder;
    database = new Database("jdbc:sqlite:" + folder.resolve("posts.db"));
    Migrations.migrate(database);
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
    return PostImport.into(database).withBadRows(badRows::add).run(List.of(files), stdin);
  }

  String file(String fileName, byte[] content) throws IOException {
    return Files.write(folder.resolve(fileName), content).toString();
  }

  /** {@code line: cause} of every bad row. */
  List<String> causes() {
    return badRows.stream().map(row -> row.line() + ": " + row.cause()).toList();
  }

  Map<String, String> texts() throws SQLException {
    return column("text");
  }

  /** By uri, in the order in which the posts came. */
  Map<String, String> column(String name) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT uri, " + name + " FROM posts ORDER BY id")) {
      while (rows.next()) {
        values.put(rows.getString(1), rows.getString(2));
      }
    }
    return values;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
