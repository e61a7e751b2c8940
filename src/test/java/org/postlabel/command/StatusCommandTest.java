package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.Databases;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;

/** The command beside whole runs. */
class StatusCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void showsRunsAndPostsByState(Database database) throws Exception {
    addPosts(database, 30);
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      run(database, emulator, Map.of("canaries", "off", "queriesPerSecond", "0", "limit", "20"));
      Thread.sleep(1_000); // SQLite's times are whole seconds, and the newest run comes first.
      run(database, emulator, Map.of("canaries", "off", "queriesPerSecond", "0", "limit", "1"));
    }

    JsonNode status = json(database);
    assertThat(
        status.path("posts").deepCopy().toString(),
        startsWith(
            "{\"posts\":30,\"labelled\":16,\"failed\":{\"text_too_short\":5},\"notYetLabelled\":9,"
                + "\"changedTexts\":0,\"labelsOfOtherPosts\":0,"));
    assertThat(status.path("allRuns").asInt(), is(2));
    assertThat(status.path("inProgress").size(), is(0));
    assertThat(
        numbers(status.path("runs"), "labelled", "failed", "leftForLater", "calls"),
        is(List.of(List.of(1, 0, 0, 1), List.of(15, 5, 0, 15))));
    String text = text(database);
    assertThat(
        text.replaceAll(" +", " "),
        allOf(
            containsString("posts 30\nlabelled 16\nfailed: text_too_short 5\nnot yet labelled 9"),
            containsString(status.path("runs").get(0).path("run").asText()),
            containsString(" done 15 5 0 15 perspective-")));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  @Timeout(120)
  void showsARunWhileItGoesOn(Database database) throws Exception {
    addPosts(database, 200);
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Thread run =
          new Thread(
              () -> run(database, emulator, Map.of("queriesPerSecond", "20", "sliceSize", "40")));
      run.start();

      JsonNode progress = json(database).path("inProgress").path(0);
      while (run.isAlive()
          && (progress.path("done").asInt() == 0 || progress.path("secondsLeft").isNull())) {
        Thread.sleep(200);
        progress = json(database).path("inProgress").path(0);
      }
      assertThat(progress.toString(), progress.path("posts").asInt(), is(200));
      assertThat(progress.path("done").asInt(), greaterThan(0));
      assertThat(progress.path("quotaPerSecond").asDouble(), is(20.0));
      assertThat(
          text(database),
          allOf(
              containsString("Run " + progress.path("run").asText() + " is in progress since"),
              containsString(" of 200 posts"),
              containsString(" running ")));
      run.join();
      assertThat(json(database).path("runs").path(0).path("status").asText(), is("done"));
    }
  }

  @Test
  void makesNoDatabaseWhereThereIsNone() {
    Path file = folder.resolve("none.db");

    assertThat(refusal(new Database("jdbc:sqlite:" + file)), startsWith("there is no database"));
    assertThat(Files.exists(file), is(false));
  }

  @Test
  void makesNoTables() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.db"));
    Database server = Databases.postgresql();

    assertThat(
        refusal(new Database("jdbc:sqlite:" + file)),
        is(
            "the database jdbc:sqlite:%s has no table canary_answers and no table".formatted(file)
                + " perspective_api_labels and no table posts and no table run_posts and no table"
                + " run_traffic and no table runs; name another with"
                + " --connectionURL or --schema, or import posts first"));
    assertThat(Files.size(file), is(0L));
    assertThat(refusal(server), containsString("no table perspective_api_labels and"));
    assertThat(refusal(server), containsString("no table perspective_api_labels and"));
    assertThat(
        refusal(
            new Database(server.url().replaceAll("/test_\\d+", "/none"), "postgres", null, null)),
        allOf(startsWith("cannot open the database"), containsString("\"none\" does not exist")));
  }

  @Test
  void takesOnlyWhatItKnows() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> status(Databases.sqlite(), Map.of("format", "xml")))
            .getMessage(),
        is("--format must be text or json, was xml"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> StatusCommand.run(new CommandLine(List.of("now"), Map.of()), System.out))
            .getMessage(),
        is("status takes only options, was [now]"));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  @Timeout(60)
  void isShownAgainUntilItIsInterrupted(Database database) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Thread watch =
        new Thread(
            () ->
                StatusCommand.run(
                    new CommandLine(List.of(), options(database, Map.of("watch", "true"))),
                    new PrintStream(bytes, true, UTF_8)));
    watch.start();
    while (bytes.toString(UTF_8).split("No run yet", -1).length < 3) {
      Thread.sleep(50);
    }
    watch.interrupt();
    watch.join();

    assertThat(bytes.toString(UTF_8).contains("\u001b"), is(false));
  }

  private static String refusal(Database database) {
    return assertThrows(
            DatabaseUnusableException.class, () -> status(database, Map.of("format", "json")))
        .getMessage();
  }

  private static JsonNode json(Database database) throws Exception {
    return JSON.readTree(status(database, Map.of("format", "json")));
  }

  private static String text(Database database) {
    return status(database, Map.of());
  }

  private static String status(Database database, Map<String, String> options) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      assertThat(
          StatusCommand.run(new CommandLine(List.of(), options(database, options)), out),
          is(ExitCode.DONE));
    }
    return bytes.toString(UTF_8);
  }

  private static List<List<Integer>> numbers(JsonNode rows, String... names) {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> List.of(names).stream().map(name -> rows.get(i).path(name).asInt()).toList())
        .toList();
  }

  /** One in four is too short. */
  private static void addPosts(Database database, int count) {
    String posts =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "{\"uri\":\"%03d\",\"text\":\"%s %d\"}"
                        .formatted(i, i % 4 == 3 ? "No" : "A text with number", i))
            .collect(joining("\n"));
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(posts.getBytes(UTF_8)));
  }

  private void run(Database database, Emulator emulator, Map<String, String> more) {
    try {
      Map<String, String> options = options(database, more);
      options.put("endpoint", emulator.endpoint().toString());
      options.put(
          "apiKeyFile",
          Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY).toString());
      options.put("report", "off");
      RunCommand.run(new CommandLine(List.of(), options));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> options(Database database, Map<String, String> more) {
    Map<String, String> options = new LinkedHashMap<>(more);
    options.put("connectionURL", database.url());
    if (database.usernameOrNull() != null) {
      options.put("username", database.usernameOrNull());
    }
    return options;
  }
}
