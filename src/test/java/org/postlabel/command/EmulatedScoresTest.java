package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** Scores that an emulator invented do not pass as real ones. */
class EmulatedScoresTest {
  private static final String EMULATED =
      "These scores are emulated: an emulator invented them, and they mean nothing.";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void areNamedSoByRunReportAndStatus(Database database) throws IOException {
    assertThat(run(database).out(), containsString(EMULATED));

    Path report = folder.resolve("report.html");
    assertThat(report(database, "html", report), containsString(EMULATED));
    assertThat(
        report(database, "json", folder.resolve("report.json")),
        containsString("\"emulated\" : true"));
    assertThat(InThisProcess.run(database, "status").out(), containsString(EMULATED));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void areNamedSoWhenTheyComeFromTheLedger(Database database) throws IOException {
    run(database);
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM perspective_api_labels"));

    Ended again = run(database);

    assertThat(again.out(), containsString("texts from the ledger"));
    assertThat(report(database, "html", folder.resolve("report.html")), containsString(EMULATED));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void areNotNamedSoWhenTheProviderIsNoEmulator(Database database) throws IOException {
    run(database);
    database.jdbi().useHandle(handle -> handle.execute("UPDATE runs SET emulated = FALSE"));

    assertThat(
        report(database, "html", folder.resolve("report.html")), not(containsString(EMULATED)));
  }

  private Ended run(Database database) throws IOException {
    byte[] posts = "{\"uri\": \"at://1\", \"text\": \"the words of somebody\"}\n".getBytes(UTF_8);
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(posts));
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Ended ended =
          InThisProcess.run(
              database,
              "run",
              "--endpoint=" + emulator.endpoint(),
              "--scorerName=emulator",
              "--apiKeyFile=" + key,
              "--queriesPerSecond=100",
              "--report=off");

      return ended.exitedWith(ExitCode.DONE);
    }
  }

  private static String report(Database database, String format, Path file) throws IOException {
    InThisProcess.run(database, "report", "--format=" + format, "--output=" + file)
        .exitedWith(ExitCode.DONE);
    return Files.readString(file);
  }
}
