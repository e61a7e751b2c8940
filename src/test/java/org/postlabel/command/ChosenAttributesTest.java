package org.postlabel.command;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
class ChosenAttributesTest {
  /** Of each label, its reason and how many scores each of some columns has. */
  private static final String SCORES =
      "SELECT uri, MAX(reason), COUNT(prob_toxic), COUNT(prob_insult), COUNT(prob_reasoning),"
          + " COUNT(prob_constructive), COUNT(prob_spam) FROM %s WHERE was_successfully_labeled"
          + " GROUP BY uri ORDER BY uri";

  @Parameter private Engine engine;
  @TempDir private Path folder;

  @Test
  void fillsTheirColumnsAloneAndPaysForOthersOnlyWhenTheyAreAskedFor() throws Exception {
    try (FreshDatabase tables = engine.migrated();
        Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      tables.addPost("at://1", "A text in English", null);

      run(tables, emulator, "run", "--attributes=INSULT,reasoning").exitedWith(ExitCode.DONE);
      assertThat(labels(tables, "perspective_api_labels"), is(List.of("at://1 null 0 1 1 1 0")));
      assertThat(emulator.stats().arrived().calls(), is(1L));

      run(tables, emulator, "run").exitedWith(ExitCode.DONE);
      assertThat(labels(tables, "perspective_api_labels"), is(List.of("at://1 null 1 1 1 1 1")));
      assertThat(emulator.stats().arrived().calls(), is(2L));
    }
  }

  @Test
  void costNothingAndTakeNothingAwayWhereAllWereAskedFor() throws Exception {
    try (FreshDatabase tables = engine.migrated();
        Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      tables.addPost("at://1", "A text in English", null);
      assertThat(run(tables, emulator, "run").exitCode(), is(0));
      List<List<Object>> labels = tables.rows("SELECT * FROM perspective_api_labels");

      assertThat(
          run(tables, emulator, "plan", "--attributes=SPAM").out(),
          matchesPattern("(?s).*to label +0\\n.*"));
      assertThat(
          run(tables, emulator, "run", "--attributes=SPAM").out(), containsString("Nothing to do"));
      assertThat(tables.rows("SELECT * FROM perspective_api_labels"), is(labels));

      tables.addPost("at://2", "A text in English", null);
      run(tables, emulator, "run", "--attributes=SPAM", "--labelsTable=other")
          .exitedWith(ExitCode.DONE);
      assertThat(
          labels(tables, "other"), is(List.of("at://1 null 0 0 0 0 1", "at://2 null 0 0 0 0 1")));
      assertThat(
          tables.rows("SELECT DISTINCT prob_spam FROM other"),
          is(tables.rows("SELECT prob_spam FROM perspective_api_labels")));
      assertThat(emulator.stats().arrived().calls(), is(1L));
    }
  }

  @Test
  void areRefusedBeforeAnythingIsAskedWhenOneIsUnknown() throws Exception {
    try (FreshDatabase tables = engine.migrated();
        Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      tables.addPost("at://1", "A text in English", null);

      Ended ended = run(tables, emulator, "run", "--attributes=TOXICITY,INSULTS");

      assertThat(ended.exitCode(), is(2));
      assertThat(
          ended.err(),
          is(
              "postlabel: --attributes must be attributes separated by commas, such as"
                  + " TOXICITY,INSULT; unknown attribute 'INSULTS', did you mean INSULT?\n"));
      assertThat(emulator.stats().arrived().calls(), is(0L));
    }
  }

  private static List<String> labels(FreshDatabase tables, String table) throws Exception {
    return tables.rows(SCORES.formatted(table)).stream()
        .map(row -> row.stream().map(String::valueOf).collect(joining(" ")))
        .toList();
  }

  private Ended run(FreshDatabase tables, Emulator emulator, String command, String... options)
      throws IOException {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--endpoint=" + emulator.endpoint(),
                "--apiKeyFile=" + key,
                "--queriesPerSecond=100",
                "--canaries=off"));
    if (command.equals("run")) {
      arguments.add("--report=off");
    }
    arguments.addAll(List.of(options));
    return InThisProcess.run(tables.database(), arguments.toArray(String[]::new));
  }
}
