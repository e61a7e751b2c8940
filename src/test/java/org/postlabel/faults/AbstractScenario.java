package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.command.InThisProcess;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.testing.FreshDatabase;

/** Posts in a fresh database, a provider on a local port, and runs that label them. */
abstract class AbstractScenario implements AutoCloseable {
  static final EmulatorSetup HEALTHY = EmulatorSetup.PLAIN;

  private static final long LONGEST_WAIT_MILLIS = 60_000;

  final Path folder;
  final Tables tables;
  final Emulator provider;
  final Map<String, String> posts = new LinkedHashMap<>();
  private final FreshDatabase fresh;

  AbstractScenario(FreshDatabase fresh, Path folder) throws IOException {
    this.folder = folder;
    this.fresh = fresh;
    this.tables = new Tables(fresh.database());
    Files.writeString(key(), EmulatorConfig.DEFAULT_KEY);
    this.provider = Emulator.start(HEALTHY.config());
  }

  /** The options of a run that name the scorer and the report, before those of the test. */
  abstract List<String> ownArguments();

  Tables tables() {
    return tables;
  }

  Emulator provider() {
    return provider;
  }

  /** The file that holds the provider's key. */
  Path key() {
    return folder.resolve("key.txt");
  }

  void addPosts(Map<String, String> more) throws SQLException {
    tables.addPosts(more.entrySet(), posts.size());
    posts.putAll(more);
  }

  /** Labels the posts in this process; the database's password is in a file. */
  Ended run(String... options) {
    List<String> arguments = arguments(options);
    if (fresh.database().passwordFileOrNull() != null) {
      arguments.add("--passwordFile=" + fresh.database().passwordFileOrNull());
    }
    return sane(InThisProcess.run(arguments));
  }

  /** Labels the posts in another process; the database's password is in its environment. */
  JarProcess start(String... options) throws IOException {
    return JarProcess.start(folder, arguments(options));
  }

  List<String> arguments(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "runner-configs/direct.conf"));
    arguments.addAll(databaseArguments());
    arguments.addAll(ownArguments());
    arguments.add("--queriesPerSecond=0");
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** The options that name the database and its user. */
  List<String> databaseArguments() {
    String url = "--connectionURL=" + fresh.database().url();
    return fresh.database().file().isPresent()
        ? List.of(url)
        : List.of(url, "--username=" + fresh.database().usernameOrNull());
  }

  static Ended sane(Ended ended) {
    assertThat(ended.out(), not(containsString("THE COUNTS DO NOT ADD UP")));
    assertThat(ended.out() + ended.err(), not(containsString("\tat ")));
    assertThat(ended.out().lines().toList(), not(hasItem("null")));
    return ended;
  }

  long calls() {
    return provider.stats().arrived().calls();
  }

  void waitForCalls(long enough) throws InterruptedException {
    for (long waited = 0; calls() < enough; waited += 5) {
      assertThat("the calls come in time, so far " + calls(), waited < LONGEST_WAIT_MILLIS);
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    provider.close();
    fresh.close();
  }
}
