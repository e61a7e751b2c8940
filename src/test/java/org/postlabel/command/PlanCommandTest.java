package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.database.Migrations;
import org.postlabel.faults.Ended;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;

class PlanCommandTest {
  private static final Instant NOW = Instant.parse("2026-12-31T23:50:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void writesNothing(Database database) throws Exception {
    try (PlannedPosts posts = new PlannedPosts(database, folder)) {
      Map<String, List<String>> before = posts.everything();

      Ended plan = posts.command("plan", "--sample=60", "--sampleBy=source");

      assertThat(plan.toString(), plan.exitCode(), is(0));
      assertThat(posts.everything(), is(before));
      assertThat(posts.provider().stats().arrived().calls(), is(0L));
    }
  }

  @Test
  void needsNoRightToWrite() throws Exception {
    Database database = Databases.postgresql();
    Migrations.migrate(database);
    importPosts(database, 5);
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("CREATE ROLE reader LOGIN");
              handle.execute("GRANT USAGE ON SCHEMA postlabel TO reader");
              handle.execute("GRANT SELECT ON ALL TABLES IN SCHEMA postlabel TO reader");
            });

    String plan = plan(new Database(database.url(), "reader", null, null), "--sample=4");

    assertThat(plan, containsString(line("to label", 4)));
  }

  @Test
  void leavesASqliteFileAsItWas() throws Exception {
    Path file = folder.resolve("posts.db");
    Database database = new Database("jdbc:sqlite:" + file);
    importPosts(database, 5);
    Database.closePools();
    byte[] before = Files.readAllBytes(file);

    Ended plan = InThisProcess.run(List.of("plan", "--connectionURL=" + database.url()));

    assertThat(plan.toString(), plan.exitCode(), is(0));
    assertThat(Arrays.equals(Files.readAllBytes(file), before), is(true));
    try (var files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().contains("posts.db")).toList(), is(List.of(file)));
    }
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#unmigrated")
  void needsNoTableButPosts(Database database) throws Exception {
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "CREATE TABLE posts (uri TEXT, text TEXT, source TEXT, synctimestamp TEXT)");
              handle.execute("INSERT INTO posts VALUES ('a', 'some text', NULL, NULL)");
            });

    String plan = database.file().isPresent() ? plan(database) : plan(database, "--schema=public");

    assertThat(plan, allOf(containsString(line("posts", 1)), containsString(line("valid", 1))));
    assertThat(plan, containsString(line("calls needed", 9)));
    assertThat(plan, containsString(line("of these, for canary texts", 8)));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void saysWhatFitsBeforePerspectiveEndsAndHow(Database database) throws Exception {
    importPosts(database, 2_000);

    String plan = plan(database, "--queriesPerSecond=1", "--limit=0");

    assertThat(plan, containsString(line("calls needed", 2_008)));
    assertThat(plan, containsString("must be done by                      2027-01-01 00:00 UTC"));
    assertThat(plan, containsString("the provider's last day is 2026-12-31"));
    assertThat(plan, containsString(line("calls that fit until then", 590)));
    assertThat(
        plan, containsString("A sample of 582 posts fits: 590 calls, done 2026-12-31 23:59"));
    assertThat(
        plan,
        containsString(
            "  ./pipeline run --connectionURL="
                + database.url()
                + (database.usernameOrNull() == null
                    ? ""
                    : " --username=" + database.usernameOrNull())
                + " --queriesPerSecond=1 --limit=0 --sample=582 --sampleBy=source --seed=1\n"));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void keepsToADeadlineThatComesFirst(Database database) throws Exception {
    importPosts(database, 500);

    JsonNode plan =
        new ObjectMapper()
            .readTree(
                plan(
                    database,
                    "--format=json",
                    "--deadline=2026-12-31T23:55:00Z",
                    "--sample=400",
                    "--seed=9",
                    "--queriesPerSecond=1"));

    assertThat(plan.path("mustBeDoneBy").asText(), is("2026-12-31T23:55:00Z"));
    assertThat(plan.path("mustBeDoneByWhy").asText(), is("the --deadline"));
    assertThat(plan.path("fits").asBoolean(), is(false));
    assertThat(plan.path("callsThatFit").asLong(), is(295L));
    assertThat(plan.path("fittingSample").path("sample").asLong(), is(287L));
    assertThat(plan.path("fittingSample").path("seed").asLong(), is(9L));
    assertThat(plan.path("fittingSample").path("sampleBy").isNull(), is(true));
    assertThat(plan.path("seconds").asLong(), is(414L));
  }

  @Test
  void saysHowLongItTakesAndWhatFits() throws Exception {
    Database database = new Database("jdbc:sqlite:" + folder.resolve("none posts.db"));
    importPosts(database, 20);

    assertThat(
        plan(database, "--deadline=2020-01-01T00:00:00Z"),
        allOf(
            containsString(line("calls that fit until then", 0)), not(containsString("A sample"))));
    assertThat(
        plan(database, "--endpoint=http://localhost:1", "--queriesPerSecond=0"),
        allOf(
            containsString("there is no quota"),
            not(containsString("must be done by")),
            containsString("POST http://localhost:1/v1alpha1/comments:analyze")));
    assertThat(
        plan(database, "--maxQueries=7", "--queriesPerSecond=0.01"),
        allOf(
            containsString(line("of these, within --maxQueries", 7)),
            containsString(line("time", "0:11:51")),
            containsString("A sample of 5 posts fits: 5 calls"),
            containsString("run '--connectionURL=jdbc:sqlite:")));
  }

  @Test
  void offersNoSampleWhenTheCallsOfOnePostDoNotFit() throws Exception {
    Database database = new Database("jdbc:sqlite:" + folder.resolve("posts.db"));
    importPosts(database, 20);
    Path codebook =
        Files.writeString(
            folder.resolve("mood.yaml"),
            """
            name: mood
            version: 1
            posts: replies
            task: Say what each reply thinks.
            attributes: [{name: is_funny, kind: truth, question: Is it a joke?}]
            """);

    String plan =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1),
            () ->
                plan(
                    database,
                    "--scorer=llm",
                    "--codebook=" + codebook,
                    "--llmEndpoint=http://localhost:1/v1",
                    "--llmModel=emulated",
                    "--judgements=3",
                    "--postsPerPrompt=1",
                    "--queriesPerSecond=1",
                    "--deadline=2026-12-31T23:50:03Z"));

    assertThat(
        plan,
        allOf(
            containsString(line("calls that fit until then", 2)), not(containsString("A sample"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format=yaml | --format must be text or json, was yaml",
        "--sample=-1 | --sample must be 0 (all posts) or more, was -1",
        "--sampleBy=source | --sampleBy needs --sample, the number of posts",
        "--batchSize=0 | --batchSize must be 1..100, was 0",
        "--connectionURL=jdbc:sqlite:FOLDER/none.db | there is no database",
        "--connectionURL=jdbc:sqlite:FOLDER/empty.db | there is no table posts",
        "--connectionURL=jdbc:sqlite:FOLDER/foreign.db | the table posts has no column text",
        "--connectionURL=jdbc:sqlite:FOLDER/notes.db | cannot"
      })
  void refusesInOneLineAndMakesNoFile(String option, String message) throws Exception {
    Files.createFile(folder.resolve("empty.db"));
    Files.writeString(folder.resolve("notes.db"), "no database at all ".repeat(100), UTF_8);
    Database foreign = new Database("jdbc:sqlite:" + folder.resolve("foreign.db"));
    foreign.jdbi().useHandle(handle -> handle.execute("CREATE TABLE posts (uri TEXT, body TEXT)"));

    Ended plan = InThisProcess.run(List.of("plan", option.replace("FOLDER", folder.toString())));

    assertThat(plan.toString(), plan.exitCode(), is(2));
    assertThat(plan.err(), startsWith("postlabel: " + message));
    assertThat(plan.err().lines().count(), is(1L));
    assertThat(plan.out(), is(""));
    assertThat(Files.exists(folder.resolve("none.db")), is(false));
    assertThat(Files.size(folder.resolve("empty.db")), is(0L));
  }

  private static void importPosts(Database database, int posts) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < posts; i++) {
      lines.append(
          "{\"uri\":\"at://%d\",\"text\":\"some text of number %d\",\"source\":\"%s\"}\n"
              .formatted(i, i, i % 3));
    }
    ImportCommand.run(
        database, List.of("-"), new ByteArrayInputStream(lines.toString().getBytes(UTF_8)));
  }

  private static String plan(Database database, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--connectionURL=" + database.url()));
    if (database.usernameOrNull() != null) {
      arguments.add("--username=" + database.usernameOrNull());
    }
    arguments.addAll(List.of(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(
        PlanCommand.run(CommandLine.parse(arguments), new PrintStream(out, true, UTF_8), NOW),
        is(ExitCode.DONE));
    return out.toString(UTF_8);
  }

  private static String line(String name, Object value) {
    return "%-36s %s\n".formatted(name, value instanceof Integer n ? "%,d".formatted(n) : value);
  }
}
