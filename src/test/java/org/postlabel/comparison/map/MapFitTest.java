package org.postlabel.comparison.map;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.postlabel.comparison.map.MapJudgement.Quality;
import org.postlabel.comparison.map.MapJudgement.Tenth;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.evaluation.statistics.ScorePairs;

class MapFitTest {
  private static final int POSTS = 2_000;

  /** The left score is the square of the right one and chance. */
  @Test
  void bringsScoresNearerToThoseThatTheyStandFor() {
    ScoreMap map = fit(.2, POSTS).map().orElseThrow();
    Quality before = map.judgement().before();
    Quality after = map.judgement().after();

    assertThat(map.knots().mapping().of(.5), is(closeTo(.25, .05)));
    assertThat(map.fitted() + map.judged(), is((long) POSTS));
    assertThat(before.meanDifference().valueOrNull(), is(closeTo(1 / 6., .03)));
    assertThat(after.meanDifference().valueOrNull(), is(closeTo(0, .02)));
    assertThat(
        after.meanAbsoluteError().highOrNull(),
        is(lessThan(before.meanAbsoluteError().lowOrNull())));
    assertThat(
        before.varianceExplained().valueOrNull(),
        is(lessThan(after.varianceExplained().lowOrNull())));
  }

  @Test
  void judgesEveryTenthOfThePosts() {
    ScoreMap map = fit(.2, POSTS).map().orElseThrow();

    assertThat(map.judgement().tenths().size(), is(10));
    double lowest = 0;
    for (Tenth tenth : map.judgement().tenths()) {
      assertThat((double) tenth.posts(), is(closeTo(map.judged() / 10., 1)));
      assertThat(tenth.from() > lowest, is(true));
      assertThat(
          tenth.difference().valueOrNull(), is(closeTo(tenth.mapped() - tenth.left(), 1e-9)));
      lowest = tenth.to();
    }
  }

  /** A map that was fitted on all of them would have no error. */
  @Test
  void fitsNothingOnThePostsThatItIsJudgedOn() {
    double[] right = DoubleStream.iterate(0, i -> i + 1).limit(200).toArray();
    double[] left = right.clone();
    boolean[] isFitted = new boolean[200];
    for (int post = 0; post < 200; post++) {
      isFitted[post] = post % 2 == 0;
      left[post] += isFitted[post] ? 0 : 1000;
    }

    ScoreMap map = fit(left, right, isFitted).map().orElseThrow();

    assertThat(map.knots().left().get(1), is(2.));
    assertThat(map.judgement().after().meanDifference().valueOrNull(), is(closeTo(-1000, 1)));
  }

  @Test
  void refusesScoresInAnotherOrder() {
    MapFit fit = fit(3, POSTS);

    assertThat(fit.map(), is(Optional.empty()));
    assertThat(fit.refusal().orElseThrow(), startsWith("the rank correlation is 0.2"));
  }

  @Test
  void refusesScoresThatAreAllTheSame() {
    assertThat(
        fit(new double[200], new double[200], halves(200)).refusal().orElseThrow(),
        startsWith("the rank correlation is not defined of all posts and not defined"));
  }

  @Test
  void refusesScoresWhoseOrderIsReversed() {
    double[] right = new Random(1).doubles(200).toArray();
    double[] left = DoubleStream.of(right).map(score -> 1 - score).toArray();

    assertThat(
        fit(left, right, halves(200)).refusal().orElseThrow(),
        startsWith("the rank correlation is -1.000"));
  }

  /** The half that it is judged on alone may be in another order. */
  @Test
  void refusesWhenEitherRankCorrelationIsTooLow() {
    double[] right = new Random(1).doubles(1_000).toArray();
    double[] left = right.clone();
    double[] other = new Random(2).doubles(1_000).toArray();
    boolean[] isFitted = new boolean[1_000];
    for (int post = 0; post < 1_000; post++) {
      isFitted[post] = post < 800;
      left[post] = isFitted[post] ? left[post] : other[post];
    }

    assertThat(
        fit(left, right, isFitted).refusal().orElseThrow(),
        startsWith("the rank correlation is 0.769 of all posts and -0.1"));
  }

  @Test
  void refusesTooFewPosts() {
    assertThat(
        fit(.1, 80).refusal().orElseThrow(),
        is("40 posts to fit it on and 40 to judge it on are too few: it needs 50 of each"));
  }

  private static MapFit fit(double noise, int posts) {
    Random random = new Random(1);
    double[] right = random.doubles(posts).toArray();
    double[] left =
        DoubleStream.of(right)
            .map(score -> score * score + noise * (random.nextDouble() - .5))
            .toArray();
    return fit(left, right, halves(posts));
  }

  private static boolean[] halves(int posts) {
    boolean[] isFitted = new boolean[posts];
    for (int post = 0; post < posts; post += 2) {
      isFitted[post] = true;
    }
    return isFitted;
  }

  private static MapFit fit(double[] left, double[] right, boolean[] isFitted) {
    return MapFit.of(
        new MappedColumn("old_labels", "prob_toxic", "old-1", null, null, null),
        new MappedColumn("new_labels", "harassment", "new-1", null, null, null),
        new ScorePairs(left, right),
        isFitted,
        new Resampling(100, 1));
  }
}
