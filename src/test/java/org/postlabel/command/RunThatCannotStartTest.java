package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.job.DetachedRun;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** What fails before the first query leaves no trace of a run. */
@OnBothDatabases
@Timeout(120)
class RunThatCannotStartTest {
  @Parameter private Engine engine;
  @TempDir private Path folder;
  @AutoClose private FreshDatabase tables;
  @AutoClose private Emulator provider;
  private Path key;
  private LabelPostsOptions options;
  private RunConfig config;

  @BeforeEach
  void configure() throws IOException {
    tables = engine.migrated();
    tables.addPost("at://post/1", "what was said in the first post", null);
    provider = Emulator.start(EmulatorSetup.PLAIN.config());
    key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    options = options();
    config = RunConfig.from(options);
  }

  private LabelPostsOptions options() {
    List<String> arguments = InThisProcess.optionsOf(tables.database());
    arguments.addAll(
        List.of(
            "--blockOnRun=false",
            "--endpoint=" + provider.endpoint(),
            "--apiKeyFile=" + key,
            "--report=off"));
    return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
        .as(LabelPostsOptions.class);
  }

  @Test
  void leavesNoRowWhenItsWorkerCannotStart() throws IOException {
    Files.delete(key);

    fails(() -> RunCommand.run(config, options, () -> {}));
  }

  @Test
  void leavesNoRowWhenItsPostsCannotBeListed() {
    tables.execute("ALTER TABLE posts RENAME TO posts_of_before");

    fails(() -> RunCommand.run(config, options, () -> {}));
  }

  @Test
  void leavesNoRowWhenADetachedRunCannotAskItsFirstText() throws IOException {
    Files.delete(key);

    fails(() -> DetachedRun.submit(config, options));
  }

  @Test
  void leavesNoRowWhenThePostsOfADetachedRunCannotBeListed() {
    tables.execute("ALTER TABLE posts RENAME TO posts_of_before");

    fails(() -> DetachedRun.submit(config, options));
  }

  private void fails(Executable run) {
    assertThrows(RuntimeException.class, run);

    assertThat(tables.column("SELECT run_id FROM runs"), is(empty()));
    assertThat(tables.column("SELECT run_id FROM run_posts"), is(empty()));
    assertThat(provider.stats().arrived().calls(), is(0L));
  }
}
