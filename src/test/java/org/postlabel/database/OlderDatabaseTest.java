package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.command.InThisProcess;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.LabelledPosts;
import org.postlabel.testing.OnBothDatabases;

/** A database of a version whose runs had no scorer kind. */
@OnBothDatabases
class OlderDatabaseTest {
  @Parameter private Engine engine;
  @TempDir private Path folder;
  @AutoClose private FreshDatabase tables;
  private Database database;

  @BeforeEach
  void makeAsOfVersion6() {
    tables = engine.empty();
    database = tables.database();
    Flyway.configure()
        .dataSource(database.pool())
        .locations("classpath:db/migration")
        .placeholders(database.dialect().placeholders())
        .target("6")
        .load()
        .migrate();
    addRun(LabelledPosts.RUN, "perspective-0123456789ab");
    addRun("20260130-120000-abcd", "sociopolitical-0123456789ab");
    addRun("20260129-120000-abcd", "of-an-unknown-form");
    LabelledPosts posts = new LabelledPosts(database);
    posts.addPost("at://a", "a labelled post");
    posts.addPost("at://b", "another post");
    posts.addLabel("at://a", "a labelled post", 0.25);
    database.closePool(); // The next connection looks for the tables.
  }

  @Test
  void isReadAsItIs() {
    assertThat(run("status").out(), containsString("perspective-0123456789ab"));
    assertThat(run("plan", "--keepOtherScorers").out(), containsString("calls"));
    assertThat(run("export").out(), containsString("a labelled post"));
    assertThat(tables.column("SELECT MAX(version) FROM flyway_schema_history"), is(List.of("6")));
  }

  @Test
  void isMigratedAndContinuedByARun() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      run(
          "run",
          "--endpoint=" + emulator.endpoint(),
          "--apiKeyFile=" + key,
          "--queriesPerSecond=0",
          "--canaries=off",
          "--report=off",
          "--keepOtherScorers");
      assertThat(emulator.stats().arrived().calls(), is(1L));
    }

    assertThat(
        tables.rows("SELECT uri, was_successfully_labeled FROM perspective_api_labels ORDER BY 1"),
        is(List.of(List.of("at://a", true), List.of("at://b", true))));
    assertThat(
        tables.column("SELECT prob_toxic FROM perspective_api_labels WHERE uri = 'at://a'"),
        is(List.of(0.25)));
    assertThat(
        tables.column("SELECT scorer_kind FROM runs ORDER BY run_id"),
        is(List.of("perspective", "sociopolitical", "perspective", "perspective")));
    for (String runId : List.of(LabelledPosts.RUN, "20260130-120000-abcd")) {
      assertThat(
          run("report", "--run=" + runId, "--format=json", "--output=-").out(),
          containsString(runId));
    }
  }

  private void addRun(String runId, String scorerId) {
    Object at = tables.dialect().timestamp("2026-01-31-12:00:00");
    tables.execute(
        """
        INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options, started_at,
                          heartbeat_at, finished_at)
        VALUES (?, ?, 'done', 'elsewhere/1', '0.1.0', '{}', ?, ?, ?)\
        """,
        runId,
        scorerId,
        at,
        at,
        at);
  }

  private Ended run(String... command) {
    return InThisProcess.run(database, command).exitedWith(ExitCode.DONE);
  }
}
