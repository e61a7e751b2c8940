package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** Texts that PostgreSQL has in JSON and cannot give. */
class UnreadableTextTest {
  private static final String LABELS =
      "SELECT uri, reason, text FROM perspective_api_labels ORDER BY uri";

  @TempDir private Path folder;

  /** As tweets and messages hold them: medic/cht-core#2426, filecoin-project/lily#741. */
  @Test
  void makesAFailedLabelThatNamesItsCauseUntilItCanBeRead() throws Exception {
    try (FreshDatabase tables = Engine.POSTGRESQL.migrated();
        Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      tables.execute("CREATE TABLE firehose (id TEXT, record JSON)");
      tables.execute(
          """
          INSERT INTO firehose VALUES ('a', '{"text":"a lovely garden"}'),
            ('b', '{"text":"Label \\u0000\\u0001 of a deal"}'), ('c', '{"text":"half \\ud83d of it"}')\
          """);
      Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
      String[] run = {
        "run",
        "--postsQuery=SELECT id AS uri, record->>'text' AS text FROM firehose",
        "--endpoint=" + emulator.endpoint(),
        "--apiKeyFile=" + key,
        "--queriesPerSecond=100",
        "--canaries=off",
        "--report=off"
      };

      Ended ended = InThisProcess.run(tables.database(), run).exitedWith(ExitCode.INCOMPLETE);
      assertThat(ended.out(), containsString("failed: text_unreadable"));
      assertThat(
          tables.rows(LABELS),
          is(
              List.of(
                  Arrays.asList("a", null, "a lovely garden"),
                  List.of(
                      "b",
                      "text_unreadable",
                      "(unreadable: the text holds U+0000, which PostgreSQL cannot keep)"),
                  List.of("c", "text_unreadable", "(unreadable: the text is not Unicode)"))));

      tables.execute(
          "UPDATE firehose SET record = '{\"text\":\"Label of a deal\"}' WHERE id > 'a'");
      ended = InThisProcess.run(tables.database(), run);

      ended.exitedWith(ExitCode.DONE);
      assertThat(
          tables.rows(LABELS + " OFFSET 1"),
          is(
              List.of(
                  Arrays.asList("b", null, "Label of a deal"),
                  Arrays.asList("c", null, "Label of a deal"))));
      assertThat(emulator.stats().arrived().calls(), is(2L));
    }
  }
}
