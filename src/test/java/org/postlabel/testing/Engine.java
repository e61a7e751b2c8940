package org.postlabel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;

/** The engines that keep our tables; each gives real databases to tests. */
public enum Engine {
  SQLITE("SQLite") {
    @Override
    public FreshDatabase empty() {
      Path folder = DatabaseFolder.make();
      return new FreshDatabase(sqlite(folder), () -> delete(folder));
    }

    @Override
    public FreshDatabase migrated() {
      Path folder = DatabaseFolder.make();
      try {
        Files.copy(SqliteTemplate.FILE, folder.resolve(SqliteTemplate.FILE.getFileName()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new FreshDatabase(sqlite(folder), () -> delete(folder));
    }
  },

  POSTGRESQL("PostgreSQL") {
    @Override
    public FreshDatabase empty() {
      return PostgresServer.shared().emptyDatabase();
    }

    @Override
    public FreshDatabase migrated() {
      return PostgresServer.shared().migratedDatabase();
    }
  };

  private final String name;

  Engine(String name) {
    this.name = name;
  }

  /** A new database without a table, which is gone when it is closed. */
  public abstract FreshDatabase empty();

  /** A new database with every table of ours and no row, which is gone when it is closed. */
  public abstract FreshDatabase migrated();

  @Override
  public String toString() {
    return name;
  }

  private static Database sqlite(Path folder) {
    return new Database("jdbc:sqlite:" + folder.resolve("postlabel.db"));
  }

  /** A folder of files and no folders. */
  private static void delete(Path folder) {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file with our tables, made once and copied for each test. */
  private static final class SqliteTemplate {
    static final Path FILE = make();

    private static Path make() {
      Path folder = DatabaseFolder.make();
      Path file = folder.resolve("postlabel.db");
      Database database = sqlite(folder);
      Migrations.migrate(database);
      database.closePool();
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    }
  }
}
