package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
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

/** A service that names its limit of tokens a minute in the headers of its answers. */
@OnBothDatabases
class NamedTokenLimitTest {
  private static final String SAID = "The provider's limit is 60000 tokens per minute";

  /** Of 250 tokens each. */
  private static final int POSTS = 20;

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  @AutoClose private Emulator service;

  @BeforeEach
  void importPosts() throws IOException {
    tables = engine.empty();
    service = Emulator.start(EmulatorSetup.PLAIN.with("tokensPerMinute", 60_000).config());
    Files.writeString(folder.resolve("key.txt"), EmulatorConfig.DEFAULT_KEY);
    StringBuilder posts = new StringBuilder("uri,text\n");
    for (int i = 0; i < POSTS; i++) {
      posts
          .append("p")
          .append(i)
          .append(',')
          .append("some words ".repeat(90))
          .append(i)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("posts.csv"), posts);
    run("import", file.toString());
  }

  @Test
  void lowersThePaceOfAModerationRunWithoutA429() {
    Ended ended =
        moderate(
            "--moderationModel=omni-emulated", "--textsPerModeration=1", "--queriesPerSecond=0");

    assertThat(ended.err(), containsString(SAID + ", and --tokensPerMinute is not set"));
    assertThat("said once", ended.err().split(SAID, -1).length, is(2));
    assertThat(service.stats().callsByStatus().keySet().toString(), is("[200]"));
    assertThat(
        "5,000 tokens of 1,000 a second, but for those in flight at first",
        service.stats().arrived().activeSeconds(),
        is(greaterThan(1.5)));
    assertThat(
        tables.column("SELECT provider_limit_per_minute FROM quota WHERE name LIKE '% tokens'"),
        is(List.of(60_000.0)));
  }

  @Test
  void isForgottenByARunWhoseServiceNamesNone() {
    moderate("--moderationModel=mistral-moderation-2603", "--queriesPerSecond=20", "--limit=2");
    service.reconfigure(EmulatorSetup.PLAIN.config());

    Ended ended = moderate("--moderationModel=mistral-moderation-2603", "--queriesPerSecond=20");

    assertThat(ended.err(), not(containsString(SAID)));
    List<Object> none = new ArrayList<>();
    none.add(null);
    assertThat(
        tables.column("SELECT provider_limit_per_minute FROM quota WHERE name LIKE '% tokens'"),
        is(none));
  }

  @Test
  void lowersThePaceOfALanguageModelsRun() {
    Ended ended =
        run(
            "run",
            "--scorer=sociopolitical",
            "--llmEndpoint=" + service.endpoint() + "/v1",
            "--llmModel=emulated",
            "--llmKeyFile=" + folder.resolve("key.txt"),
            "--tokensPerMinute=600000",
            "--canaries=off",
            "--limit=3",
            "--report=off");

    assertThat(ended.err(), containsString(SAID + ", less than --tokensPerMinute"));
  }

  private Ended moderate(String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--scorer=moderation",
                "--moderationService=" + service.endpoint() + "/v1",
                "--moderationKeyFile=" + folder.resolve("key.txt"),
                "--report=off"));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  private Ended run(String... words) {
    return InThisProcess.run(tables.database(), words).exitedWith(ExitCode.DONE);
  }
}
