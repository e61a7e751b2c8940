package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Canary texts in whole runs. */
@OnBothDatabases
class CanariesTest {
  private static final int CANARIES = 8;
  private static final EmulatorSetup MOVED = EmulatorSetup.PLAIN.with("scoreShift", 0.0625);

  @Parameter private Engine engine;
  @TempDir private Path folder;
  @AutoClose private FreshDatabase tables;
  @AutoClose private Emulator provider;
  private Database database;

  @BeforeEach
  void setUp() throws Exception {
    tables = engine.migrated();
    database = tables.database();
    provider = Emulator.start(EmulatorSetup.PLAIN.config());
  }

  @Test
  void tellThatTheModelChanged() throws Exception {
    importPosts(0, 3);
    assertThat(run().out(), containsString("8 of 8 answered, the first of this scorer\n"));
    importPosts(3, 6);
    assertThat(run().out(), containsString("8 of 8 answered, no change since run "));
    assertThat(provider.stats().arrived().calls(), is(6L + 2 * CANARIES));

    provider.reconfigure(MOVED.config());
    importPosts(6, 9);
    Thread.sleep(1_000); // SQLite's times are whole seconds, and the newest run is looked for.
    Ended changed = run();

    String news = "THE PROVIDER'S MODEL HAS CHANGED since run ";
    assertThat(changed.err(), containsString(news));
    assertThat(changed.out(), containsString(news));
    assertThat(changed.out(), containsString("scores of canary texts moved, most of all "));
    assertThat(InThisProcess.run(database, "status").out(), containsString("\n  " + news));
    JsonNode status = json("status", "--format=json").path("runs");
    assertThat(status.path(0).path("providerChange").asText(), startsWith(news));
    assertThat(status.path(1).path("providerChange").isNull(), is(true));
    JsonNode report = json("report", "--format=json", "--output=-");
    assertThat(report.at("/run/canaries/providerChangeOrNull").asText(), startsWith(news));
    assertThat(Files.readString(folder.resolve("report.html")), containsString("class=\"notice\""));

    importPosts(9, 12);
    Thread.sleep(1_000);
    assertThat("the new model is the old one now", run().err(), not(containsString(news)));
  }

  @Test
  void labelNoPost() throws Exception {
    importPosts(0, 3);

    run();

    assertThat(tables.column("SELECT COUNT(*) FROM perspective_api_labels"), is(List.of(3L)));
    assertThat(tables.column("SELECT COUNT(*) FROM ledger"), is(List.of(3L)));
    assertThat(tables.column("SELECT COUNT(*) FROM posts"), is(List.of(3L)));
  }

  @Test
  void areAskedOnlyWhenAPostIs() throws Exception {
    importPosts(0, 3);
    run();
    long calls = provider.stats().arrived().calls();
    assertThat(run().out(), startsWith("Nothing to do"));
    tables.addPost("at://twin", "some text of number 1", null);

    run();

    assertThat("its text is in the ledger", provider.stats().arrived().calls(), is(calls));
  }

  @Test
  void canBeTurnedOff() throws Exception {
    importPosts(0, 3);

    Ended ended = run("--canaries=off");

    assertThat(ended.out(), not(containsString("canary texts")));
    assertThat(provider.stats().arrived().calls(), is(3L));
    assertThat(tables.column("SELECT COUNT(*) FROM canary_answers"), is(List.of(0L)));
  }

  @Test
  void areNotAskedWhereTheyWouldUseUpTheQueries() throws Exception {
    importPosts(0, 3);

    Ended ended = run("--maxQueries=15");

    assertThat(
        ended.err(),
        allOf(containsString("Skipping the 8 canary texts"), containsString("--maxQueries=15")));
    assertThat(provider.stats().arrived().calls(), is(3L));
  }

  private Ended run(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "run",
                "--endpoint=" + provider.endpoint(),
                "--apiKeyFile="
                    + Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY),
                "--queriesPerSecond=0",
                "--report=" + folder.resolve("report.html")));
    command.addAll(List.of(more));
    return InThisProcess.run(database, command.toArray(String[]::new)).exitedWith(ExitCode.DONE);
  }

  private JsonNode json(String... command) throws Exception {
    return new ObjectMapper().readTree(InThisProcess.run(database, command).out());
  }

  private void importPosts(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("{\"uri\":\"at://%d\",\"text\":\"some text of number %d\"}\n".formatted(i, i));
    }
    ImportCommand.run(
        database, List.of("-"), new ByteArrayInputStream(lines.toString().getBytes(UTF_8)));
  }
}
