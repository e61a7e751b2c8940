package org.postlabel.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.comparison.CompareConfig;
import org.postlabel.comparison.Comparison;
import org.postlabel.comparison.MatchedThreshold;
import org.postlabel.comparison.TwoScorers;
import org.postlabel.database.Database;
import org.postlabel.database.Snapshot;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.post.Usage;
import org.postlabel.selection.TextPolicy;
import org.postlabel.selection.sample.DrawnSample;
import org.postlabel.selection.sample.Sample;
import org.postlabel.selection.sample.ScoreColumn;
import org.postlabel.selection.source.PostSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

class BridgeTest {
  private static final ScoreColumn TOXIC = new ScoreColumn("perspective_api_labels", "prob_toxic");
  private static final double THRESHOLD = .7;

  @AutoClose private FreshDatabase tables;
  private Database database;

  @BeforeEach
  void makeTables() {
    tables = Engine.SQLITE.migrated();
    database = tables.database();
  }

  /**
   * Old scores are spread evenly, new ones too, and of the 30 % above the threshold so many are the
   * same that kappa is .4, as the plan assumes: the interval must then come to what was promised. A
   * third more or less is left to the sample's own density around the threshold, which a few
   * hundred posts estimate.
   */
  @Test
  void promisesTheIntervalThatTheComparisonThenReports() throws Exception {
    NormalDistribution normal = new NormalDistribution();
    double correlation = .608; // Of two normal variables that agree by kappa .4 at a share of .3.
    Random random = new Random(20261127);
    int posts = 9_000;
    double[] left = new double[posts];
    double[] right = new double[posts];
    for (int i = 0; i < posts; i++) {
      double one = random.nextGaussian();
      double other =
          correlation * one + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      left[i] = normal.cumulativeProbability(one);
      right[i] = normal.cumulativeProbability(other);
    }
    addOld(left);

    Bridge bridge = bridge(List.of(THRESHOLD));

    // 1.96^2 x 2 x .3 x .7 x .6 / .02^2
    assertThat((double) bridge.sample().size(), closeTo(2_420, 250));
    TwoScorers.in(tables);
    addNew(right, drawn(bridge.sample()));
    Comparison comparison =
        Comparison.of(
            new CompareConfig(
                database,
                TOXIC.toString(),
                "new_labels.harassment",
                Optional.empty(),
                List.of(THRESHOLD),
                new Resampling(500, 1),
                Optional.empty()));
    assertThat(comparison.posts(), is(bridge.sample().size()));
    MatchedThreshold matched = comparison.pairs().get(0).thresholds().get(0);
    assertThat(matched.kappa().valueOrNull(), closeTo(Bridge.KAPPA, .06));
    assertThat(
        (matched.right().highOrNull() - matched.right().lowOrNull()) / 2,
        closeTo(Bridge.DISTANCE, Bridge.DISTANCE / 3));
  }

  @Test
  void takesAllPostsWhereTheyAreTooFew() throws Exception {
    addOld(IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray());

    Bridge bridge = bridge(List.of(.5, .999));

    assertThat(bridge.scored(), is(100L));
    assertThat(
        bridge.needs(),
        is(List.of(new Bridge.Need(.5, .5, 100, false), new Bridge.Need(.999, 0, 100, false))));
    assertThat(drawn(bridge.sample()).size(), is(100));
  }

  /** The denser the scores around a threshold, the fewer posts show where it is. */
  @Test
  void needsFewerPostsWhereScoresLieDensely() {
    Bridge.Need dense = Bridge.need(.5, 1_000_000, 500_000, 400_000);
    Bridge.Need thin = Bridge.need(.5, 1_000_000, 500_000, 40_000);

    assertThat(dense.posts(), is(29L)); // 1.96^2 x .3 / .2^2
    assertThat(thin.posts(), is(2_882L));
    assertThat(thin.isEnough(), is(true));
    assertThat(Bridge.need(.5, 2_000, 1_000, 80), is(new Bridge.Need(.5, .5, 2_000, false)));
  }

  @Test
  void leadsFromScoresThatAreThere() {
    addOld(new double[] {.1, .2});
    database.jdbi().useHandle(handle -> handle.execute("UPDATE posts SET text = 'another text'"));

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> bridge(List.of(.5))).getMessage(),
        is("no post has a score in perspective_api_labels.prob_toxic that is of its present text"));
  }

  private Bridge bridge(List<Double> thresholds) throws SQLException {
    try (Snapshot snapshot = Snapshot.of(database)) {
      return Bridge.of(
          new Planner(
              snapshot,
              PostSource.OURS,
              "new_labels",
              new TextPolicy(8, 20_480),
              text -> Usage.NONE),
          TOXIC,
          thresholds,
          7);
    }
  }

  private Set<Integer> drawn(Sample sample) throws SQLException {
    Set<Integer> drawn = new HashSet<>();
    database
        .jdbi()
        .useTransaction(
            handle ->
                DrawnSample.of(sample, handle.getConnection(), "posts")
                    .forEachUri(
                        handle.getConnection(),
                        "posts",
                        uri -> drawn.add(Integer.parseInt(uri.substring(1)))));
    return drawn;
  }

  private void addOld(double[] scores) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              PreparedBatch posts =
                  handle.prepareBatch("INSERT INTO posts (uri, text, source) VALUES (?, ?, ?)");
              PreparedBatch labels =
                  handle.prepareBatch(
                      """
                      INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled,
                        label_timestamp, prob_toxic, text_hash, scorer_id, run_id)
                      VALUES (?, ?, TRUE, '2026-01-31-12:00:00', ?, 'hash', 'old', 'run')\
                      """);
              for (int i = 0; i < scores.length; i++) {
                posts.add("u" + i, "text of " + i, i % 3 == 0 ? "feed" : "search");
                labels.add("u" + i, "text of " + i, scores[i]);
              }
              posts.execute();
              labels.execute();
            });
  }

  private void addNew(double[] scores, Set<Integer> drawn) {
    database.jdbi().useTransaction(handle -> addNew(handle, scores, new ArrayList<>(drawn)));
  }

  private static void addNew(Handle handle, double[] scores, List<Integer> drawn) {
    PreparedBatch labels =
        handle.prepareBatch(
            """
            INSERT INTO new_labels (uri, text, was_successfully_labeled, harassment, text_hash,
              scorer_id)
            VALUES (?, ?, TRUE, ?, 'hash', 'new')\
            """);
    drawn.forEach(i -> labels.add("u" + i, "text of " + i, scores[i]));
    labels.execute();
  }
}
