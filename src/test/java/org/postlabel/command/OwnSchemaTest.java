package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** Where our tables are in a PostgreSQL database when nobody says where. */
class OwnSchemaTest {
  private static final String PUBLIC =
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";

  @TempDir private Path folder;
  private final Database database = Databases.postgresql();

  @AfterEach
  void closePool() {
    database.closePool();
  }

  @Test
  void holdsAllThatIsOursAndTheUsersPostsAreReadFromPublic() throws Exception {
    execute(
        """
        CREATE TABLE public.posts (uri TEXT, text TEXT);
        INSERT INTO public.posts VALUES ('a', 'a lovely garden'), ('b', 'a lovely river');
        CREATE TABLE public.ledger (amount INT)\
        """);

    assertThat(
        command("plan", "--postsTable=posts", "--format=json").out(),
        containsString("\"posts\" : 2,"));
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
      command(
          "run",
          "--postsTable=posts",
          "--endpoint=" + emulator.endpoint(),
          "--apiKeyFile=" + key,
          "--queriesPerSecond=0",
          "--report=off");
    }

    assertThat(column(PUBLIC), is(List.of("ledger", "posts")));
    assertThat(
        column("SELECT tablename FROM pg_tables WHERE schemaname = 'postlabel'"),
        hasItems("ledger", "perspective_api_labels", "postlabel_schema_history", "posts", "runs"));
    assertThat(
        column("SELECT uri FROM postlabel.perspective_api_labels ORDER BY 1"),
        is(List.of("a", "b")));
    assertThat(command("export").out(), containsString("a lovely river"));
    assertThat(command("status", "--format=json").out(), containsString("\"labelled\" : 2,"));
  }

  @Test
  void isNotMadeWithoutTheRightAndOneLineSaysWhatToDo() throws Exception {
    execute("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN");
    execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    Path posts = Files.writeString(folder.resolve("posts.csv"), "uri,text\na,a lovely garden\n");
    for (String schema : List.of("postlabel", "public")) {
      Database guests =
          new Database(database.url(), "guest", null, schema.equals("public") ? schema : null);

      Ended ended = InThisProcess.run(guests, "import", posts.toString());
      guests.closePool();

      assertThat(ended.exitCode(), is(ExitCode.USAGE.code()));
      assertThat(
          ended.err(),
          startsWith(
              "postlabel: cannot make Postlabel's tables in the schema %s of %s (ERROR: permission"
                      .formatted(schema, database.url())
                  + " denied for "));
      assertThat(
          ended.err(),
          containsString("'CREATE SCHEMA postlabel AUTHORIZATION guest', or name a schema"));
      assertThat(ended.err().lines().count(), is(1L));
    }
  }

  private Ended command(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    return InThisProcess.run(database, words.toArray(String[]::new)).exitedWith(ExitCode.DONE);
  }

  private void execute(String script) {
    database.jdbi().useHandle(handle -> handle.createScript(script).execute());
  }

  private List<String> column(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }
}
