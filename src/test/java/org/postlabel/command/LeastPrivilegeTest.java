package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** The role that the documentation grants: enough for a run, too little to change a post. */
class LeastPrivilegeTest {
  private static final String PASSWORD = "correct-horse";
  private static final String DENIED = "42501";

  @TempDir private Path folder;
  private final Database database = Databases.postgresql();

  @BeforeEach
  void grantAsDocumented() throws Exception {
    execute("CREATE SCHEMA research");
    execute("CREATE TABLE research.bluesky_posts (post_id BIGINT, body TEXT)");
    execute("INSERT INTO research.bluesky_posts VALUES (1, 'a lovely garden'), (2, 'a bad day')");
    String page = Files.readString(Path.of("src/site/markdown/postgresql.md"), UTF_8);
    int begin = page.indexOf("```sql\nCREATE ROLE labeller") + "```sql\n".length();
    execute(page.substring(begin, page.indexOf("```", begin)).replace("...", PASSWORD));
    demandAPassword();
  }

  @AfterEach
  void dropTheRole() {
    execute("DROP OWNED BY labeller; DROP ROLE labeller");
  }

  @Test
  void labelsAndCannotChangeAPost() throws Exception {
    Ended ended = run(PASSWORD).exitedWith(ExitCode.DONE);
    assertThat(ended.out(), containsString("Report: file:///"));
    assertThat(
        column(
            "SELECT uri FROM labels.perspective_api_labels WHERE prob_toxic IS NOT NULL ORDER BY"
                + " 1"),
        is(List.of("1", "2")));
    assertThat(
        column("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"), is(List.of()));
    assertThat(
        column("SELECT tablename FROM pg_tables WHERE tableowner = 'labeller' ORDER BY 1"),
        hasItems("ledger", "perspective_api_labels", "posts", "run_posts", "runs"));
    for (String change :
        List.of(
            "INSERT INTO research.bluesky_posts VALUES (3, 'mine')",
            "UPDATE research.bluesky_posts SET body = 'mine'",
            "DELETE FROM research.bluesky_posts",
            "TRUNCATE research.bluesky_posts",
            "DROP TABLE research.bluesky_posts")) {
      try (Connection connection = connect(PASSWORD);
          Statement statement = connection.createStatement()) {
        SQLException denied =
            assertThrows(SQLException.class, () -> statement.execute(change), change);
        assertThat(denied.getMessage(), denied.getSQLState(), is(DENIED));
      }
    }
  }

  @Test
  void isNotLetInWithAnotherPassword() throws Exception {
    Ended ended = run("wrong-horse").exitedWith(ExitCode.USAGE);
    assertThat(ended.err(), containsString("cannot open the database " + database.url()));
    assertThat(ended.toString(), not(containsString("horse")));
    assertThat(
        column("SELECT tablename FROM pg_tables WHERE tableowner = 'labeller'"), is(List.of()));
  }

  @Test
  void isToldToRunAgainWhenTheServerHasNoConnectionToSpare() throws Exception {
    execute("ALTER ROLE labeller CONNECTION LIMIT 0");
    Ended ended = run(PASSWORD).exitedWith(ExitCode.RUN_AGAIN);
    assertThat(
        ended.err(),
        is(
            "postlabel: the database cannot be used now (FATAL: too many connections for role"
                + " \"labeller\"); run again\n"));
  }

  private Ended run(String password) throws IOException {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    Path passwordFile = Files.writeString(folder.resolve("password"), password + "\n");
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      return InThisProcess.run(
          List.of(
              "run",
              "--connectionURL=" + database.url(),
              "--username=labeller",
              "--passwordFile=" + passwordFile,
              "--schema=labels",
              "--postsTable=research.bluesky_posts",
              "--postColumns=uri=post_id,text=body",
              "--endpoint=" + emulator.endpoint(),
              "--apiKeyFile=" + key,
              "--queriesPerSecond=0",
              "--report=" + folder.resolve("report.html")));
    }
  }

  /** The server of the tests trusts everybody; from now on, not this role. */
  private void demandAPassword() throws Exception {
    Path rules = Path.of(column("SHOW hba_file").get(0));
    Files.writeString(
        rules, "host all labeller 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    execute("SELECT pg_reload_conf()");
    for (boolean isRefused = false; !isRefused; ) {
      try {
        connect("none").close();
        Thread.sleep(10);
      } catch (SQLException e) {
        isRefused = true;
      }
    }
  }

  private Connection connect(String password) throws SQLException {
    return DriverManager.getConnection(database.url(), "labeller", password);
  }

  private void execute(String script) {
    database.jdbi().useHandle(handle -> handle.createScript(script).execute());
  }

  private List<String> column(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }
}
