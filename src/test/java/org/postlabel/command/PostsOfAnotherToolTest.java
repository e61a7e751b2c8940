package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** A table that is named {@code posts} and was made by another tool, where ours would be. */
@OnBothDatabases
class PostsOfAnotherToolTest {
  private static final Map<Engine, String> TABLES =
      Map.of(
          Engine.SQLITE,
          "SELECT name FROM sqlite_master",
          Engine.POSTGRESQL,
          "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");

  @Parameter private Engine engine;
  @TempDir private Path folder;
  @AutoClose private FreshDatabase tables;
  private Database database;
  private Emulator emulator;

  @BeforeEach
  void makeDatabase() throws Exception {
    tables = engine.empty();
    database = tables.database();
    if (engine == Engine.POSTGRESQL) {
      database =
          new Database(
              database.url(), database.usernameOrNull(), database.passwordFileOrNull(), "public");
    }
    emulator = Emulator.start(EmulatorSetup.PLAIN.config());
  }

  @AfterEach
  void stopProvider() {
    emulator.close();
    database.closePool();
  }

  @Test
  void failsAPostWithoutATextAndLabelsTheOthers() throws Exception {
    tables.execute("CREATE TABLE posts (uri TEXT, text TEXT, mood TEXT)");
    tables.execute(
        "INSERT INTO posts VALUES ('a', NULL, 'calm'), ('b', 'a lovely garden', NULL),"
            + " ('c', 'a lovely river', NULL)");

    assertThat(command("plan", ExitCode.DONE).out(), containsString("text_too_short"));
    command("run", ExitCode.INCOMPLETE);

    assertThat(
        tables.rows("SELECT uri, reason FROM perspective_api_labels ORDER BY uri").toString(),
        is("[[a, text_too_short], [b, null], [c, null]]"));
    assertThat(status("\"posts\" : 3,"), containsString("\"notYetLabelled\" : 0,"));
    assertThat(command("export", ExitCode.DONE).out(), containsString("a lovely river"));
    command("run", ExitCode.DONE);
    assertThat(emulator.stats().arrived().calls(), is(2L));
  }

  @Test
  void isRefusedInOneLineWhenAUriIsThereTwice() throws Exception {
    tables.execute("CREATE TABLE posts (uri TEXT, text TEXT)");
    tables.execute(
        "INSERT INTO posts VALUES ('a', 'a lovely garden'), ('a', 'another garden'),"
            + " ('b', 'a lovely river')");

    assertRefused("the table posts has duplicate uris: 1, such as a");

    command(
        "run", ExitCode.DONE, "--postsQuery=SELECT MIN(text) AS text, uri FROM posts GROUP BY 2");
    assertThat(status("\"posts\" : 2,"), containsString("\"labelled\" : 2,"));
    assertThat(command("export", ExitCode.DONE).out().lines().count(), is(1L + 2L));
  }

  @Test
  void isRefusedInOneLineWhenItLacksAColumn() throws Exception {
    tables.execute("CREATE TABLE posts (id BIGINT, text TEXT)");
    tables.execute("INSERT INTO posts VALUES (1, 'a lovely garden')");

    assertRefused(
        "the table posts has no column uri for our uri; it has id, text; name posts that fit with");

    command("run", ExitCode.DONE, "--postsTable=posts", "--postColumns=uri=id");
    assertThat(status("\"posts\" : 0,"), containsString("\"labelsOfOtherPosts\" : 1"));
    assertThat(command("export", ExitCode.DONE).out(), containsString("a lovely garden"));
  }

  @Test
  void isRefusedInOneLineWhenAColumnHasOtherValues() throws Exception {
    tables.execute("CREATE TABLE posts (uri BIGINT, text TEXT, like_count TEXT)");
    tables.execute("INSERT INTO posts VALUES (1, 'a lovely garden', 'many')");

    assertRefused("the table posts does not fit: like_count, our like_count, must hold whole num");

    tables.execute("UPDATE posts SET like_count = '3'");
    command("run", ExitCode.DONE);
    assertThat(status("\"posts\" : 1,"), containsString("\"notYetLabelled\" : 0,"));
    assertThat(command("export", ExitCode.DONE).out(), containsString(",3,"));
  }

  private void assertRefused(String why) throws Exception {
    for (String command : List.of("plan", "run")) {
      Ended ended = command(command, ExitCode.USAGE);
      assertThat(ended.err(), containsString("postlabel: " + why));
      assertThat(ended.err(), ended.err().lines().count(), is(1L));
      assertThat(ended.out(), is(""));
    }
    assertThat("nothing was made", tables.rows(TABLES.get(engine)).size(), is(1));
    assertThat(emulator.stats().arrived().calls(), is(0L));
  }

  private String status(String expected) throws Exception {
    String status = command("status", ExitCode.DONE, "--format=json").out();
    assertThat(status, containsString(expected));
    return status;
  }

  private Ended command(String command, ExitCode expected, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    if (command.equals("run") || command.equals("plan")) {
      Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
      arguments.addAll(
          List.of(
              "--endpoint=" + emulator.endpoint(),
              "--apiKeyFile=" + key,
              "--queriesPerSecond=0",
              "--canaries=off"));
    }
    if (command.equals("run")) {
      arguments.add("--report=off");
    }
    arguments.addAll(List.of(options));
    Ended ended = InThisProcess.run(database, arguments.toArray(String[]::new));
    assertThat(command + " " + ended, ended.exitCode(), is(expected.code()));
    return ended;
  }
}
