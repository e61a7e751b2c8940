package org.postlabel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.analyze.EmulatedScores;
import org.postlabel.emulator.settings.EmulatorConfig;

class BothDatabasesTest {
  private static final String POSTS =
      """
      {"uri":"a","text":"a lovely garden","synctimestamp":"2024-05-09-20:47:02","like_count":3}
      {"uri":"b","text":"a lovely garden","synctimestamp":"2024-05-09-20:47:01"}
      {"uri":"c","text":"short","synctimestamp":"2024-05-09T20:47:00Z"}
      {"uri":"d","text":"you stupid idiot 🤔"}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void labelsTheSameOnEveryDatabase(Database database) throws Exception {
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(POSTS.getBytes(UTF_8)));

    try (Emulator emulator = Emulator.start(EmulatorConfig.onFreePort())) {
      assertThat(run(database, emulator), is(ExitCode.INCOMPLETE));
      assertThat(run(database, emulator), is(ExitCode.DONE));
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

  private ExitCode run(Database database, Emulator emulator) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connectionURL", database.url());
    if (database.usernameOrNull() != null) {
      options.put("username", database.usernameOrNull());
    }
    options.put("endpoint", emulator.endpoint().toString());
    options.put("apiKeyFile", key.toString());
    options.put("queriesPerSecond", "0");
    options.put("report", "off");
    return RunCommand.run(new CommandLine(List.of(), options));
  }

  /** As the emulator prints it, which is what we store. */
  private static Object toxicity(String text) {
    return Double.parseDouble(Float.toString(EmulatedScores.score(text, "TOXICITY")));
  }
}
