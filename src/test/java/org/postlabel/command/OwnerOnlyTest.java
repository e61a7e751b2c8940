package org.postlabel.command;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorOptions;
import org.postlabel.options.ExitCode;

/** What commands leave holds people's words: others must not read it. */
class OwnerOnlyTest {
  private static final String POSTS = "posts.jsonl";

  @TempDir Path folder;

  @BeforeEach
  void writePosts() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.writeString(
        folder.resolve(POSTS),
        """
        {"uri": "at://1", "text": "the words of somebody"}
        {"uri": "at://2", "text": "the words of another"}
        """);
  }

  @Test
  void readsWhatCommandsLeave() throws Exception {
    Database database = database("new.db");
    run(database, "import", folder.resolve(POSTS).toString());
    try (Emulator emulator = emulator()) {
      run(
          database,
          "run",
          "--endpoint=" + emulator.endpoint(),
          "--apiKeyFile=" + Files.writeString(folder.resolve("key.txt"), "emulator-key"),
          "--queriesPerSecond=100",
          "--report=" + folder.resolve("reports") + "/");
    }
    run(database, "report", "--format=json", "--output=" + folder.resolve("more/report.json"));
    run(database, "export", folder.resolve("labels.csv").toString());
    run(database, "export", folder.resolve("labels.jsonl.gz").toString());
    run(database, "export", folder.resolve("labels.parquet").toString());
    Database.closePools();

    assertThat(
        readableByOthers(),
        is(Set.of(folder.resolve(POSTS).toString(), folder.resolve("key.txt").toString())));
  }

  @Test
  void readsTheDatabaseAndItsLogWhileItIsOpen() throws Exception {
    Database database = database("open.db");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE words (text TEXT)");
      statement.execute("INSERT INTO words VALUES ('the words of somebody')");

      assertThat(files(), hasItems(path("open.db"), path("open.db-wal"), path("open.db-shm")));
      assertThat(readableByOthers(), is(Set.of(path(POSTS))));
    } finally {
      database.closePool();
    }
  }

  @Test
  void leavesTheModeOfADatabaseThatIsThere() throws Exception {
    Path file = Files.createFile(folder.resolve("there.db"));
    Files.setPosixFilePermissions(file, fromString("rw-rw----"));
    Database database = database("there.db");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE words (text TEXT)");

      assertThat(Files.getPosixFilePermissions(file), is(fromString("rw-rw----")));
      assertThat(
          Files.getPosixFilePermissions(folder.resolve("there.db-wal")),
          is(fromString("rw-rw----")));
    } finally {
      database.closePool();
    }
  }

  private Database database(String name) {
    return new Database("jdbc:sqlite:" + folder.resolve(name));
  }

  private static Emulator emulator() throws IOException {
    EmulatorOptions options = PipelineOptionsFactory.as(EmulatorOptions.class);
    options.setPort(0);
    return Emulator.start(EmulatorConfig.from(options));
  }

  private static void run(Database database, String... command) {
    InThisProcess.run(database, command).exitedWith(ExitCode.DONE);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(Path::toString)
          .collect(toCollection(TreeSet::new));
    }
  }

  private Set<String> readableByOthers() throws IOException {
    Set<String> readable = new TreeSet<>();
    for (String file : files()) {
      Path path = Path.of(file);
      if (Files.getPosixFilePermissions(path).stream()
          .anyMatch(permission -> !permission.name().startsWith("OWNER"))) {
        readable.add(file);
      }
    }
    return readable;
  }
}
