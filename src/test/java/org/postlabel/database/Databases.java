package org.postlabel.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postlabel.testing.DatabaseFolder;
import org.postlabel.testing.FreePort;

/**
 * Real databases for tests, each call a new and empty one: a SQLite file, a PostgreSQL database.
 */
public final class Databases {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres server;

  private Databases() {}

  /** One of each engine, with our tables. */
  public static Stream<Database> migrated() {
    return unmigrated().peek(Migrations::migrate);
  }

  /** One of each engine, empty. */
  public static Stream<Database> unmigrated() {
    return Stream.of(sqlite(), postgresql());
  }

  /** A file that is deleted when the JVM ends. */
  public static Database sqlite() {
    try {
      Path folder = DatabaseFolder.make();
      folder.toFile().deleteOnExit();
      Path file = Files.createFile(folder.resolve("postlabel.db"));
      // In reverse order: the folder last, when it is empty.
      List.of("", "-wal", "-shm").forEach(end -> new File(file + end).deleteOnExit());
      return new Database("jdbc:sqlite:" + file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A database on a server that all tests of this JVM share. */
  public static Database postgresql() {
    String name = "test_" + COUNT.incrementAndGet();
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Database(
        "jdbc:postgresql://127.0.0.1:" + server().getPort() + "/" + name, "postgres", null, null);
  }

  private static synchronized EmbeddedPostgres server() {
    if (server == null) {
      try {
        server = EmbeddedPostgres.builder().setPort(FreePort.find()).start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return server;
  }
}
