package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class UndetectedLanguageTest {
  @Parameter private Engine engine;
  @TempDir private Path folder;

  @Test
  void isMarkedInTheLabelAndCountedAtTheEnd() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    try (FreshDatabase tables = engine.migrated();
        Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      tables.addPost("at://1", "12345 67890 !?", null);
      tables.addPost("at://2", "A text in English", null);
      String[] run = {
        "run",
        "--endpoint=" + emulator.endpoint(),
        "--apiKeyFile=" + key,
        "--queriesPerSecond=100",
        "--languages=auto",
        "--canaries=off",
        "--report=off"
      };

      Ended ended = InThisProcess.run(tables.database(), run);

      assertThat(
          tables.rows(
              "SELECT uri, reason FROM perspective_api_labels WHERE was_successfully_labeled"
                  + " AND prob_toxic IS NOT NULL AND reason IS NOT NULL"),
          is(List.of(List.of("at://1", "scored_as_english"))));
      ended.exitedWith(ExitCode.DONE);
      assertThat(
          ended.out(), matchesPattern("(?s).*labelled +2\\nof these, scored_as_english +1\\n.*"));
      assertThat(
          InThisProcess.run(tables.database(), run).out(), containsString("Nothing to do: "));
    }
  }
}
