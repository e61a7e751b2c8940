package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
import org.postlabel.testing.LabelledPosts;

class RetryCommandTest {
  private static final EmulatorSetup HEALTHY = EmulatorSetup.PLAIN;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void makesTheNextRunAskAgainForWhatWasRefused(Database database) throws Exception {
    // A refusal counts only after a score: the good post is the oldest.
    LabelledPosts posts = new LabelledPosts(database);
    posts.addPost("at://1 good", "a lovely garden");
    posts.addPost("at://2 bad", "a poisoned garden");
    posts.addPost("at://3 twin", "a poisoned garden");
    posts.addPost("at://4 short", "short");
    try (Emulator emulator = Emulator.start(HEALTHY.with("poisonMarker", "poisoned").config())) {
      run(database, emulator);
      assertThat(emulator.stats().arrived().calls(), is(2L));
      emulator.reconfigure(HEALTHY.config());

      assertThat(
          retry(database, "--reason=rejected_by_provider", "--dryRun").out(),
          is(
              """
                         2  rejected_by_provider
                         2  failed labels would be put back; nothing was changed
              """));
      run(database, emulator);
      assertThat("a dry run changes nothing", emulator.stats().arrived().calls(), is(2L));

      assertThat(
          retry(database, "--reason=text_too_long,rejected_by_provider").out(),
          is(
              """
                         2  rejected_by_provider
                         2  failed labels are put back; the next ./pipeline run tries their texts again
              """));
      run(database, emulator);
      assertThat("only the refused text is asked", emulator.stats().arrived().calls(), is(3L));
    }
    assertThat(
        reasons(database),
        is(
            List.of(
                "at://1 good null",
                "at://2 bad null",
                "at://3 twin null",
                "at://4 short text_too_short")));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void waitsForARunInProgress(Database database) {
    LabelledPosts posts = new LabelledPosts(database);
    posts.addPost("at://a", "?");
    posts.addFailure("at://a", "?", "no_scores", "hash");
    posts.addRun("running-run", "running", Instant.now());

    for (String option : List.of("--dryRun", "--dryRun=false")) {
      Ended ended = InThisProcess.run(database, "retry", "--reason=all", option);
      assertThat(ended.exitCode(), is(ExitCode.RUN_AGAIN.code()));
      assertThat(
          ended.err(),
          startsWith("postlabel: run running-run (elsewhere/1) has been labelling this database"));
      assertThat(reasons(database), is(List.of("at://a no_scores")));
    }
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void listsTheKnownReasonsWhenThereIsNoSuchOne(Database database) {
    String known =
        "some of text_too_short, text_too_long, text_empty, text_not_unicode, text_unreadable,"
            + " language_not_supported, language_not_detected, rejected_by_provider, no_scores,"
            + " refused_by_model, content_filtered, invalid_answer, unanswerable, all-transient, or"
            + " all";

    Ended none = InThisProcess.run(database, "retry");
    assertThat(none.err(), is("postlabel: retry needs --reason: " + known + "\n"));
    Ended unknown = InThisProcess.run(database, "retry", "--reason=no_scores,nonsense");
    assertThat(unknown.err(), is("postlabel: --reason must be " + known + "; was nonsense\n"));
    Ended scored = InThisProcess.run(database, "retry", "--reason=some_attributes_missing");
    assertThat(
        scored.err(),
        is("postlabel: --reason must be " + known + "; was some_attributes_missing\n"));
    for (Ended ended : List.of(none, unknown, scored)) {
      assertThat(ended.exitCode(), is(ExitCode.USAGE.code()));
      assertThat(ended.out(), is(""));
    }
  }

  private void run(Database database, Emulator emulator) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    Ended ended =
        InThisProcess.run(
            database,
            "run",
            "--endpoint=" + emulator.endpoint(),
            "--apiKeyFile=" + key,
            "--queriesPerSecond=0",
            "--canaries=off",
            "--report=off");
    assertThat(ended.toString(), ended.exitCode() == 0 || ended.exitCode() == 3, is(true));
  }

  private static Ended retry(Database database, String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "retry";
    System.arraycopy(options, 0, command, 1, options.length);
    return InThisProcess.run(database, command).exitedWith(ExitCode.DONE);
  }

  private static List<String> reasons(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("SELECT uri, reason FROM perspective_api_labels ORDER BY uri")
                    .map((row, context) -> row.getString("uri") + " " + row.getString("reason"))
                    .list());
  }
}
