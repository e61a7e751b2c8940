package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.testing.Engine;

/**
 * Posts in a fresh database, and runs that label them by a language model or another scorer of
 * several posts a query.
 */
final class ModelScenario extends AbstractScenario {
  static final int POSTS_PER_PROMPT = AskedScorer.POSTS_PER_QUERY;

  private final AskedScorer scorer;

  ModelScenario(Engine engine, Path folder) throws IOException {
    this(AskedScorer.SOCIOPOLITICAL, engine, folder);
  }

  ModelScenario(AskedScorer scorer, Engine engine, Path folder) throws IOException {
    super(engine.migrated(), folder);
    this.scorer = scorer;
  }

  ModelScenario withModel(UnaryOperator<EmulatorSetup> settings) {
    return withProvider(settings.apply(HEALTHY.with("seed", 3)));
  }

  ModelScenario withProvider(EmulatorSetup config) {
    provider.reconfigure(config.config());
    return this;
  }

  ModelScenario withPosts(int count, long seed) throws SQLException {
    return withPosts(OpinionatedPosts.of(count, seed));
  }

  ModelScenario withPosts(Map<String, String> more) throws SQLException {
    addPosts(more);
    return this;
  }

  @Override
  List<String> ownArguments() {
    List<String> arguments =
        new ArrayList<>(scorer.arguments(provider.endpoint().toString(), key()));
    arguments.add("--report=off");
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
}
