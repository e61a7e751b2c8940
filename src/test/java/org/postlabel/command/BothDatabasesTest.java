package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.analyze.EmulatedScores;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class BothDatabasesTest {
  private static final String POSTS =
      """
      {"uri":"a","text":"a lovely garden","synctimestamp":"2024-05-09-20:47:02","like_count":3}
      {"uri":"b","text":"a lovely garden","synctimestamp":"2024-05-09-20:47:01"}
      {"uri":"c","text":"short","synctimestamp":"2024-05-09T20:47:00Z"}
      {"uri":"d","text":"you stupid idiot 🤔"}
      """;

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  private Database database;

  @BeforeEach
  void makeDatabase() {
    tables = engine.empty();
    database = tables.database();
  }

  @Test
  void importsAndLabelsIntoAnEmptyDatabase() throws Exception {
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(POSTS.getBytes(UTF_8)));

    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      assertThat(run(emulator).exitCode(), is(ExitCode.INCOMPLETE.code()));
      assertThat(run(emulator).exitCode(), is(ExitCode.DONE.code()));
      assertThat(emulator.stats().arrived().calls(), is(2L));
    }

    Map<String, Object> labels = new TreeMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .select("SELECT uri, reason, prob_toxic FROM perspective_api_labels")
                    .map(
                        (row, context) ->
                            labels.put(
                                row.getString("uri"),
                                row.getString("reason") == null
                                    ? row.getDouble("prob_toxic")
                                    : row.getString("reason")))
                    .list());
    assertThat(labels, aMapWithSize(4));
    assertThat(labels, hasEntry("a", toxicity("a lovely garden")));
    assertThat(labels, hasEntry("b", toxicity("a lovely garden")));
    assertThat(labels, hasEntry("c", "text_too_short"));
    assertThat(labels, hasEntry("d", toxicity("you stupid idiot 🤔")));
  }

  @Test
  void printsNothingButItsSums() throws Exception {
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(POSTS.getBytes(UTF_8)));

    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      assertThat(
          run(emulator).out().lines().toList(),
          everyItem(matchesPattern(".* .*\\d.*|These scores are emulated: .*")));
    }
  }

  private Ended run(Emulator emulator) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    List<String> options = new ArrayList<>(List.of("run"));
    options.add("--endpoint=" + emulator.endpoint());
    options.add("--apiKeyFile=" + key);
    options.add("--queriesPerSecond=0");
    options.add("--canaries=off");
    options.add("--report=off");
    return InThisProcess.run(database, options.toArray(String[]::new));
  }

  /** As the emulator prints it, which is what we store. */
  private static Object toxicity(String text) {
    return Double.parseDouble(Float.toString(EmulatedScores.of(text).score("TOXICITY")));
  }
}
