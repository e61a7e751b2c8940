package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.database.Migrations;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

class ReportCommandTest {
  private static final String POSTS =
      """
      {"uri":"a","text":"a lovely garden","created_at":"2024-05-09T20:47:02Z","source":"mine"}
      {"uri":"b","text":"you stupid idiot 🤔","created_at":"2024-05-09T20:48:02Z"}
      {"uri":"c","text":"short","created_at":"2024-05-09T20:49:02Z"}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void tellsInJsonWhatTheRunDid(Database database) throws IOException {
    Ended labelled = label(database, "--report=off").exitedWith(ExitCode.INCOMPLETE);
    assertThat(labelled.out(), not(containsString("Report:")));

    Ended ended = report(database, "--format=json", "--output=-").exitedWith(ExitCode.DONE);

    JsonNode report = new ObjectMapper().readTree(ended.out());
    assertThat(report.at("/run/status").asText(), is("done"));
    assertThat(report.at("/run/sums/read").asInt(), is(3));
    assertThat(report.at("/run/sums/labelled").asInt(), is(2));
    assertThat(report.at("/run/sums/conserved").asBoolean(), is(true));
    assertThat(report.at("/run/options/queriesPerSecond").asText(), is("0.0"));
    // A run of any length may begin in one stretch of ten seconds and end in the next.
    int calls = 0;
    for (JsonNode stretch : report.at("/course/stretches")) {
      calls += stretch.at("/counts/calls").asInt();
    }
    assertThat(calls, is(2));
    assertThat(report.at("/labels/all/withScores").asInt(), is(2));
    assertThat(report.at("/labels/bySource/1/name").asText(), is("mine"));
    assertThat(report.at("/labels/reasons/0/name").asText(), is("text_too_short"));
    assertThat(report.at("/labels/byTime/0/name").asText(), is("2024-05-09 20"));
    assertThat(report.at("/labels/attributes/0/posts").asInt(), is(2));
    assertThat(report.at("/labels/extremes/0/highest/0/text").asText(), is("you stupid idiot 🤔"));
    assertThat(ended.out(), not(containsString(EmulatorConfig.DEFAULT_KEY)));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void isLeftByARunAndCanBeWrittenAgain(Database database) throws IOException {
    Path left = folder.resolve("left.html");
    Ended labelled = label(database, "--report=" + left).exitedWith(ExitCode.INCOMPLETE);
    assertThat(labelled.out(), endsWith("Report: " + left.toUri() + "\n"));
    assertThat(Files.readString(left), containsString("3 read = 2 labelled + 1 failed"));
    assertThat(Files.readString(left), not(containsString(EmulatorConfig.DEFAULT_KEY)));

    Ended ended = report(database, "--output=" + folder + "/again/").exitedWith(ExitCode.DONE);

    assertThat(ended.out(), startsWith("Report: file:///"));
    Path again = Path.of(URI.create(ended.out().strip().substring("Report: ".length())));
    assertThat(again.getParent(), is(folder.resolve("again")));
    assertThat(Files.readString(again), containsString("3 read = 2 labelled + 1 failed"));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void changesNoExitCodeWhenItCannotBeWritten(Database database) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    Ended labelled =
        label(database, "--report=" + file + "/report.html").exitedWith(ExitCode.INCOMPLETE);
    assertThat(labelled.err(), containsString("postlabel: no report was written to " + file));
    assertThat(labelled.out(), not(containsString("Report:")));
  }

  @Test
  void isNotLeftByARunThatHadNothingToDo() throws IOException {
    Database database = Databases.sqlite();
    label(database, "--report=off");
    Path file = folder.resolve("report.html");

    Ended labelled = label(database, "--report=" + file).exitedWith(ExitCode.DONE);

    assertThat(labelled.out(), containsString("Nothing to do"));
    assertThat(Files.exists(file), is(false));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void refusesARunThatIsNotThere(Database database) throws IOException {
    assertThat(
        report(database).exitedWith(ExitCode.USAGE).err(),
        is("postlabel: there is no run in " + database.url() + " to report\n"));
    label(database, "--report=off");

    Ended ended = report(database, "--run=20200101-000000-0000").exitedWith(ExitCode.USAGE);
    assertThat(ended.err(), containsString("--run must name a run of " + database.url()));
    assertThat(ended.err(), endsWith(", was 20200101-000000-0000\n"));
    assertThat(Files.exists(folder.resolve("reports")), is(false));
  }

  @Test
  void makesNoDatabaseWhereThereIsNone() throws IOException {
    Path file = folder.resolve("missing.db");

    Ended ended = report(new Database("jdbc:sqlite:" + file)).exitedWith(ExitCode.USAGE);

    assertThat(ended.err(), containsString("postlabel: there is no database jdbc:sqlite:" + file));
    assertThat(Files.exists(file), is(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format=pdf | --format must be html or json, was pdf",
        "--output=x.json | a report in html must not have a name that ends in .json, was x.json",
        "newest | report takes no words, only options such as --run=ID, was [newest]"
      })
  void refusesWhatItDoesNotKnow(String argument, String message) throws IOException {
    Database database = Databases.sqlite();
    Migrations.migrate(database);

    Ended ended = report(database, argument).exitedWith(ExitCode.USAGE);

    assertThat(ended.err(), is("postlabel: " + message + "\n"));
  }

  private Ended label(Database database, String... options) throws IOException {
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(POSTS.getBytes(UTF_8)));
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      List<String> arguments = new ArrayList<>(List.of("run"));
      arguments.add("--endpoint=" + emulator.endpoint());
      arguments.add("--scorerName=emulator");
      arguments.add("--apiKeyFile=" + key);
      arguments.add("--queriesPerSecond=0");
      arguments.add("--canaries=off");
      return run(database, arguments, options);
    }
  }

  private Ended report(Database database, String... options) {
    return run(database, List.of("report", "--output=" + folder + "/reports/"), options);
  }

  private static Ended run(Database database, List<String> command, String... options) {
    return InThisProcess.run(
        database, Stream.concat(command.stream(), Stream.of(options)).toArray(String[]::new));
  }
}
