package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.postlabel.command.InThisProcess;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/**
 * Posts in a fresh database, a language model or another scorer of several posts a query on a local
 * port, and runs that label them.
 */
final class ModelScenario implements AutoCloseable {
  static final int POSTS_PER_PROMPT = AskedScorer.POSTS_PER_QUERY;

  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final AskedScorer scorer;
  private final Path folder;
  private final FreshDatabase fresh;
  private final Tables tables;
  private final Emulator provider;
  private final Map<String, String> posts = new LinkedHashMap<>();

  ModelScenario(Engine engine, Path folder) throws IOException {
    this(AskedScorer.SOCIOPOLITICAL, engine, folder);
  }

  ModelScenario(AskedScorer scorer, Engine engine, Path folder) throws IOException {
    this.scorer = scorer;
    this.folder = folder;
    this.fresh = engine.migrated();
    this.tables = new Tables(fresh.database());
    Files.writeString(folder.resolve("key.txt"), EmulatorConfig.DEFAULT_KEY);
    this.provider = Emulator.start(Scenario.HEALTHY.config());
  }

  ModelScenario withModel(UnaryOperator<EmulatorSetup> settings) {
    return withProvider(settings.apply(Scenario.HEALTHY.with("seed", 3)));
  }

  ModelScenario withProvider(EmulatorSetup config) {
    provider.reconfigure(config.config());
    return this;
  }

  ModelScenario withPosts(int count, long seed) throws SQLException {
    return withPosts(OpinionatedPosts.of(count, seed));
  }

  ModelScenario withPosts(Map<String, String> more) throws SQLException {
    tables.addPosts(more.entrySet(), posts.size());
    posts.putAll(more);
    return this;
  }

  Tables tables() {
    return tables;
  }

  Emulator provider() {
    return provider;
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

  /** Labels the posts in this process; the database's password is in a file. */
  Ended run(String... options) {
    List<String> arguments = arguments(options);
    if (fresh.database().passwordFileOrNull() != null) {
      arguments.add("--passwordFile=" + fresh.database().passwordFileOrNull());
    }
    return Scenario.sane(InThisProcess.run(arguments));
  }

  /** Labels the posts in another process; the database's password is in its environment. */
  JarProcess start(String... options) throws IOException {
    return JarProcess.start(folder, arguments(options));
  }

  private List<String> arguments(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "runner-configs/direct.conf"));
    arguments.add("--connectionURL=" + fresh.database().url());
    if (fresh.database().usernameOrNull() != null) {
      arguments.add("--username=" + fresh.database().usernameOrNull());
    }
    arguments.addAll(scorer.arguments(provider.endpoint().toString(), folder.resolve("key.txt")));
    arguments.add("--queriesPerSecond=0");
    arguments.add("--report=off");
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** Every row has the label of its own text, none is twice or of no post; how many there are. */
  int checkLabels() throws SQLException {
    Map<String, String> unlabelled = new HashMap<>(posts);
    tables.forEachRow(
        "SELECT * FROM " + scorer.table(),
        row -> {
          String uri = row.getString("uri");
          String text = unlabelled.remove(uri);
          assertThat("a second row, or one of no post: " + uri, row.getString("text"), is(text));
          assertThat(uri, row.getString("reason"), is((String) null));
          assertThat(uri, row.getBoolean("was_successfully_labeled"));
          scorer.checkLabel(uri, text, row);
        });
    return posts.size() - unlabelled.size();
  }

  void checkAllLabelled() throws SQLException {
    assertThat(checkLabels(), is(posts.size()));
    assertThat(tables.number("SELECT COUNT(*) FROM ledger"), is((long) posts.size()));
    assertThat(
        tables.number("SELECT COUNT(*) FROM ledger WHERE model IS NULL OR prompt_hash IS NULL"),
        is(0L));
  }

  /** At most {@code most} calls for each that would do without faults; prints the ratio. */
  void checkCalls(String what, double most) {
    int least = (posts.size() + POSTS_PER_PROMPT - 1) / POSTS_PER_PROMPT;
    double ratio = (double) calls() / least;
    System.out.printf(
        "%s: %d calls for %d posts, %.3f times the %d that would do; faults %s%n",
        what, calls(), posts.size(), ratio, least, provider.stats().faults());
    assertThat(what, ratio, is(lessThanOrEqualTo(most)));
  }

  @Override
  public void close() {
    provider.close();
    fresh.close();
  }
}
