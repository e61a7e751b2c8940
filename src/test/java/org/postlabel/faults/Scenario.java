package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postlabel.command.InThisProcess;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.EmulatorStats;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Labels.Sums;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** Posts in a fresh database, a provider on a local port, and runs that label them. */
final class Scenario implements AutoCloseable {
  static final EmulatorSetup HEALTHY = EmulatorSetup.PLAIN;

  /** The first canary. */
  private static final String HARMLESS =
      "Damn, what a stupid idea. Only a complete fool and a liar would write such garbage.";

  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final Path folder;
  private final FreshDatabase fresh;
  private final Tables tables;
  private final Emulator provider;
  private final Map<String, String> posts = new LinkedHashMap<>();
  private URI endpoint;
  private String poisonMarker = "";

  Scenario(Engine engine, Path folder) throws IOException {
    this(engine.migrated(), folder);
  }

  Scenario(FreshDatabase fresh, Path folder) throws IOException {
    this.folder = folder;
    this.fresh = fresh;
    this.tables = new Tables(fresh.database());
    Files.writeString(folder.resolve("key.txt"), EmulatorConfig.DEFAULT_KEY);
    this.provider = Emulator.start(HEALTHY.config());
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
    tables.addPosts(more.entrySet(), posts.size());
    posts.putAll(more);
    return this;
  }

  Tables tables() {
    return tables;
  }

  Path folder() {
    return folder;
  }

  Emulator provider() {
    return provider;
  }

  /** Labels the posts in this process; the database's password is in a file. */
  Ended run(String... options) {
    List<String> arguments = arguments(options);
    Optional.ofNullable(fresh.database().passwordFileOrNull())
        .ifPresent(file -> arguments.add("--passwordFile=" + file));
    return sane(InThisProcess.run(arguments));
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

  /** Labels the posts in another process; the database's password is in its environment. */
  JarProcess start(String... options) throws IOException {
    return JarProcess.start(folder, arguments(options));
  }

  /** The same with another heap than the one that ships, such as {@code 96m}. */
  JarProcess startWithHeap(String size, String... options) throws IOException {
    return JarProcess.start(folder, List.of("-Xmx" + size), arguments(options));
  }

  /** The options that name the database and its user. */
  List<String> databaseArguments() {
    String url = "--connectionURL=" + fresh.database().url();
    return fresh.database().file().isPresent()
        ? List.of(url)
        : List.of(url, "--username=" + fresh.database().usernameOrNull());
  }

  private List<String> arguments(String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.add("run");
    arguments.add("runner-configs/direct.conf");
    arguments.addAll(databaseArguments());
    arguments.add("--endpoint=" + endpoint);
    arguments.add("--apiKeyFile=" + folder.resolve("key.txt"));
    arguments.add("--queriesPerSecond=0");
    arguments.add("--canaries=off"); // So that calls are counted to the last one.
    arguments.add("--report=" + report());
    arguments.addAll(List.of(options));
    return arguments;
  }

  static Ended sane(Ended ended) {
    assertThat(ended.out(), not(containsString("THE COUNTS DO NOT ADD UP")));
    assertThat(ended.out() + ended.err(), not(containsString("\tat ")));
    assertThat(ended.out().lines().toList(), not(hasItem("null")));
    return ended;
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

  long calls() {
    return provider.stats().arrived().calls();
  }

  void waitForCalls(LongPredicate enough) throws InterruptedException {
    for (long waited = 0; !enough.test(calls()); waited += 5) {
      assertThat("the calls come in time, so far " + calls(), waited < LONGEST_WAIT_MILLIS);
      Thread.sleep(5);
    }
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

  @Override
  public void close() {
    provider.close();
    fresh.close();
  }
}
