package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postlabel.emulator.EmulatorStats;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Labels.Sums;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** Posts in a fresh database, and runs that label them by Perspective. */
final class Scenario extends AbstractScenario {
  /** The first canary. */
  private static final String HARMLESS =
      "Damn, what a stupid idea. Only a complete fool and a liar would write such garbage.";

  private URI endpoint;
  private String poisonMarker = "";

  Scenario(Engine engine, Path folder) throws IOException {
    this(engine.migrated(), folder);
  }

  Scenario(FreshDatabase fresh, Path folder) throws IOException {
    super(fresh, folder);
    this.endpoint = provider.endpoint();
  }

  Scenario withProvider(EmulatorSetup config) {
    poisonMarker = config.config().faults().poisonMarker();
    provider.reconfigure(config.config());
    return this;
  }

  /** Runs ask another provider than the scenario's own. */
  Scenario withEndpoint(URI other) {
    endpoint = other;
    return this;
  }

  Scenario withPosts(int count, long seed) throws SQLException {
    return withPosts(SeededPosts.of(count, seed));
  }

  Scenario withPosts(Map<String, String> more) throws SQLException {
    addPosts(more);
    return this;
  }

  /** Runs until the exit code is not "run again"; how the last run ended. */
  Ended runUntilDone(int times, String... options) {
    Ended ended = run(options);
    for (int i = 1; i < times && ended.exitCode() == ExitCode.RUN_AGAIN.code(); i++) {
      ended = run(options);
    }
    return ended;
  }

  /** As {@link #run}, on another thread. */
  CompletableFuture<Ended> runMeanwhile(String... options) {
    return CompletableFuture.supplyAsync(() -> run(options));
  }

  /** As {@link #start} with another heap than the one that ships, such as {@code 96m}. */
  JarProcess startWithHeap(String size, String... options) throws IOException {
    return JarProcess.start(folder, List.of("-Xmx" + size), arguments(options));
  }

  @Override
  List<String> ownArguments() {
    return List.of(
        "--endpoint=" + endpoint,
        "--apiKeyFile=" + key(),
        "--canaries=off", // So that calls are counted to the last one.
        "--report=" + report());
  }

  /** Where runs write their report. */
  Path report() {
    return folder.resolve("report.html");
  }

  /** Calls for the text that is asked when others fail, since it cannot be at fault. */
  long harmlessCalls() {
    return stats().texts().callsByHash().getOrDefault(Labels.hash(HARMLESS), 0);
  }

  EmulatorStats stats() {
    return provider.stats();
  }

  /** The texts that must be sent, each once. */
  Set<String> validTexts() {
    Labels labels = labels();
    return posts.values().stream()
        .filter(
            text -> {
              String reason = labels.reasonOrNull(text);
              return reason == null || reason.equals("rejected_by_provider");
            })
        .collect(Collectors.toSet());
  }

  /** Those of valid texts, and of the one that is asked when a call has failed. */
  Set<String> hashesThatMayBeSent() {
    return Stream.concat(validTexts().stream(), Stream.of(HARMLESS))
        .map(Labels::hash)
        .collect(Collectors.toSet());
  }

  int distinctTexts() {
    return validTexts().size();
  }

  private Labels labels() {
    return new Labels(tables, posts, poisonMarker);
  }

  /** Every row is right, every call was about a valid text, and the runs' own sums add up. */
  Sums check() throws SQLException {
    return check("perspective_api_labels");
  }

  Sums check(String table) throws SQLException {
    Sums sums = labels().check(table);
    assertThat(stats().texts().callsByHash().keySet(), everyItem(is(in(hashesThatMayBeSent()))));
    assertThat(
        "sums of the runs that ended",
        tables.number(
            """
            SELECT COUNT(*) FROM runs WHERE status IN ('done', 'stopped', 'refused')
              AND (posts <> posts_read OR posts_read <> labelled + failed + left_for_later)\
            """),
        is(0L));
    return sums;
  }

  /** As {@link #check()}, and no post is left. */
  Sums checkAllDone() throws SQLException {
    Sums sums = check();
    assertThat(sums.left(), is(0));
    assertThat(tables.number("SELECT COUNT(*) FROM ledger"), is((long) distinctTexts()));
    assertThat(
        tables.number("SELECT COUNT(*) FROM record_classification_metadata"),
        is((long) posts.size()));
    assertThat(tables.number("SELECT COUNT(*) FROM run_posts"), is(0L));
    assertThat(tables.number("SELECT COUNT(*) FROM runs WHERE status = 'running'"), is(0L));
    return sums;
  }

  /** Each distinct valid text was sent once, and nothing else was. */
  void checkPaidOnce() {
    EmulatorStats stats = stats();
    assertThat(stats.arrived().calls(), is((long) distinctTexts()));
    assertThat(stats.texts().maxCallsOfOneText(), is(1));
    assertThat(stats.texts().distinct(), is((long) distinctTexts()));
  }
}
