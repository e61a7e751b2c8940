package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.PgBouncer;

/** PostgreSQL by way of a pooler that gives each transaction another connection of the server. */
class ConnectionPoolerTest {
  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = '%s' ORDER BY 1";

  @TempDir private Path folder;
  private final Database server = Databases.postgresql();

  @BeforeEach
  void requireAPooler() {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
  }

  @AfterEach
  void closePool() {
    server.closePool();
  }

  @ParameterizedTest
  @CsvSource({"transaction,", "transaction,labels", "session,"})
  void holdsWhatEveryCommandNeedsAndKeepsNothingOfIt(String mode, String schemaOrNull)
      throws Exception {
    Path posts =
        Files.writeString(
            folder.resolve("posts.csv"),
            "uri,text,created_at\na,a lovely garden,2024-05-09T20:47:02Z\nb,a lovely river,\n");
    try (PgBouncer pooler = PgBouncer.before(server, mode, folder);
        Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Database database = new Database(pooler.database().url(), "postgres", null, schemaOrNull);
      Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);

      done(database, "import", posts.toString());
      done(
          database,
          "run",
          "--endpoint=" + emulator.endpoint(),
          "--apiKeyFile=" + key,
          "--queriesPerSecond=0",
          "--report=off");

      assertThat(done(database, "export").out(), containsString("a lovely river"));
      assertThat(
          done(database, "status", "--format=json").out(), containsString("\"labelled\" : 2,"));
      database.closePool();
      if (mode.equals("transaction")) {
        assertThat(searchPaths(pooler.database()), is(List.of("\"$user\", public")));
      }
    }
    assertThat(column(TABLES.formatted("public")), is(List.of()));
    assertThat(
        column(TABLES.formatted(schemaOrNull == null ? "postlabel" : schemaOrNull)),
        hasItems("ledger", "perspective_api_labels", "postlabel_schema_history", "posts", "runs"));
  }

  @Test
  void isRefusedInOneLineWhereItTakesNoTransactions() throws Exception {
    Path posts = Files.writeString(folder.resolve("posts.csv"), "uri,text\na,a lovely garden\n");
    try (PgBouncer pooler = PgBouncer.before(server, "statement", folder)) {
      Ended ended = InThisProcess.run(pooler.database(), "import", posts.toString());
      pooler.database().closePool();

      ended.exitedWith(ExitCode.USAGE);
      assertThat(ended.err().lines().count(), is(1L));
      assertThat(ended.err(), containsString("statement pooling"));
    }
    assertThat(column(TABLES.formatted("public")), is(List.of()));
  }

  /** What another application finds on the connections that ours have used. */
  private static List<String> searchPaths(Database pooled) throws SQLException {
    TreeSet<String> found = new TreeSet<>();
    try (Connection connection =
            DriverManager.getConnection(pooled.url() + "?prepareThreshold=0", "postgres", "");
        Statement statement = connection.createStatement()) {
      for (int look = 0; look < 30; look++) {
        try (ResultSet row = statement.executeQuery("SHOW search_path")) {
          row.next();
          found.add(row.getString(1));
        }
      }
    }
    return new ArrayList<>(found);
  }

  private static Ended done(Database database, String... command) {
    return InThisProcess.run(database, command).exitedWith(ExitCode.DONE);
  }

  private List<String> column(String sql) {
    return server.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }
}
