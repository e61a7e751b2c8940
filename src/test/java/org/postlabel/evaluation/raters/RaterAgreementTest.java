package org.postlabel.evaluation.raters;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.IDistanceFunction;
import org.dkpro.statistics.agreement.distance.IntervalDistanceFunction;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.junit.jupiter.api.Test;
import org.postlabel.evaluation.raters.RaterAgreement.Line;
import org.postlabel.evaluation.statistics.Resampling;

class RaterAgreementTest {
  private static final double PRINTED = 0.0005;
  private static final double ROUNDING = 1e-9;
  private static final Resampling RESAMPLING = new Resampling(100, 1);

  /**
   * Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C: four observers,
   * twelve units, a point for a missing value.
   */
  private static final List<String> KRIPPENDORFF =
      List.of(
          "1 2 3 3 2 1 4 1 2 . . .",
          "1 2 3 3 2 2 4 1 2 5 . 3",
          ". 3 3 3 2 3 4 2 2 5 1 .",
          "1 2 3 3 2 4 4 1 2 5 1 .");

  /** Shrout and Fleiss, Psychological Bulletin 86 (1979), table 2: six targets, four judges. */
  private static final List<String> SHROUT_AND_FLEISS =
      List.of("9 6 8 7 10 6", "2 1 4 1 5 2", "5 3 6 2 6 4", "8 2 8 6 9 7");

  /** Sections C and D. */
  @Test
  void alphaOfManyRatersWithMissingRatingsIsTheOneThatKrippendorffPrints() {
    List<String> labels = List.of("1 1 1 1 1 1 1 1 1 1 1 1");

    assertThat(
        allAtOnce(classes(KRIPPENDORFF, labels), "krippendorffsAlpha").amongRaters().valueOrNull(),
        is(closeTo(0.743, PRINTED)));
    assertThat(
        allAtOnce(numbers(KRIPPENDORFF, labels), "krippendorffsAlpha").amongRaters().valueOrNull(),
        is(closeTo(0.849, PRINTED)));
  }

  /** Their table 4; once the fourth judge is the labels. */
  @Test
  void intraclassCorrelationOfFourJudgesIsTheOneThatShroutAndFleissPrint() {
    assertThat(
        allAtOnce(numbers(SHROUT_AND_FLEISS, List.of("1 1 1 1 1 1")), "intraclassCorrelation")
            .amongRaters()
            .valueOrNull(),
        is(closeTo(.29, 0.005)));
    assertThat(
        allAtOnce(
                numbers(SHROUT_AND_FLEISS.subList(0, 3), SHROUT_AND_FLEISS.subList(3, 4)),
                "intraclassCorrelation")
            .withLabels()
            .valueOrNull(),
        is(closeTo(.29, 0.005)));
  }

  @Test
  void averagesOverPairs() {
    RaterAgreement agreement =
        classes(List.of("a a b b", "a a b b", "a b a b"), List.of("a a b b"));

    Line kappa = agreement.meansOfPairs().get(0);
    assertThat(kappa.words(), is("Cohen's kappa"));
    assertThat("of 1, 0 and 0", kappa.amongRaters().valueOrNull(), is(closeTo(1 / 3.0, ROUNDING)));
    assertThat("of 1, 1 and 0", kappa.withLabels().valueOrNull(), is(closeTo(2 / 3.0, ROUNDING)));
    assertThat(agreement.byRater().get(0).withLabels().valueOrNull(), is(closeTo(1, ROUNDING)));
  }

  @Test
  void leavesOutPairsThatHaveNoPostInCommon() {
    RaterAgreement agreement =
        classes(List.of("a b . .", ". . a b", "a b a b"), List.of("a b a b"));

    assertThat(agreement.meansOfPairs().get(0).amongRaters().valueOrNull(), is(1.0));
    assertThat(agreement.byRater().get(0).ratings(), is(2L));
  }

  @Test
  void oneRaterHasNoOtherToAgreeWith() {
    RaterAgreement agreement = numbers(List.of("1 2 3"), List.of("1 2 4"));

    assertThat(allAtOnce(agreement, "krippendorffsAlpha").amongRaters().valueOrNull(), nullValue());
    assertThat(agreement.meansOfPairs().get(0).amongRaters().valueOrNull(), nullValue());
    assertThat(
        agreement.meansOfPairs().get(0).withLabels().valueOrNull(), is(closeTo(1, ROUNDING)));
  }

  /** By the library of Meyer, Mieskes, Stab and Gurevych, DKPro Agreement, COLING 2014. */
  @Property(tries = 100)
  void alphaIsTheOneThatOthersFind(@ForAll("ratings") List<List<Double>> posts) {
    List<String> raters = List.of("rater_1", "rater_2", "rater_3");
    Double nominal =
        allAtOnce(
                RaterAgreement.ofClasses(raters, words(posts), 0, RESAMPLING), "krippendorffsAlpha")
            .withLabels()
            .valueOrNull();
    Double interval =
        allAtOnce(RaterAgreement.ofNumbers(raters, posts, 0, RESAMPLING), "krippendorffsAlpha")
            .withLabels()
            .valueOrNull();

    long different =
        posts.stream()
            .filter(post -> post.stream().filter(Objects::nonNull).count() > 1)
            .flatMap(List::stream)
            .filter(Objects::nonNull)
            .distinct()
            .count();
    if (different > 1) {
      assertThat(nominal, is(closeTo(alpha(posts, new NominalDistanceFunction()), ROUNDING)));
      assertThat(interval, is(closeTo(alpha(posts, new IntervalDistanceFunction()), ROUNDING)));
    } else {
      assertThat(nominal, nullValue());
      assertThat(interval, nullValue());
    }
  }

  @Provide
  Arbitrary<List<List<Double>>> ratings() {
    return Arbitraries.longs()
        .map(
            seed -> {
              Random random = new Random(seed);
              return IntStream.range(0, 2 + random.nextInt(20))
                  .mapToObj(
                      post ->
                          Arrays.asList(
                              rating(random),
                              rating(random),
                              rating(random),
                              random.nextInt(4) / 4.0))
                  .toList();
            });
  }

  private static Double rating(Random random) {
    return random.nextInt(4) == 0 ? null : random.nextInt(4) / 4.0;
  }

  private static List<List<String>> words(List<List<Double>> posts) {
    List<List<String>> words = new ArrayList<>();
    for (List<Double> post : posts) {
      List<String> said = new ArrayList<>();
      post.forEach(number -> said.add(number == null ? null : number.toString()));
      words.add(said);
    }
    return words;
  }

  private static double alpha(List<List<Double>> posts, IDistanceFunction distance) {
    CodingAnnotationStudy study = new CodingAnnotationStudy(4);
    posts.forEach(post -> study.addItem(post.toArray()));
    return new KrippendorffAlphaAgreement(study, distance).calculateAgreement();
  }

  private static Line allAtOnce(RaterAgreement agreement, String name) {
    return agreement.allAtOnce().stream()
        .filter(line -> line.jsonName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static RaterAgreement classes(List<String> raters, List<String> labels) {
    return RaterAgreement.ofClasses(
        raters, posts(raters, labels, Function.identity()), 0, RESAMPLING);
  }

  private static RaterAgreement numbers(List<String> raters, List<String> labels) {
    return RaterAgreement.ofNumbers(raters, posts(raters, labels, Double::valueOf), 0, RESAMPLING);
  }

  private static <T> List<List<T>> posts(
      List<String> raters, List<String> labels, Function<String, T> value) {
    List<List<T>> posts = new ArrayList<>();
    for (int post = 0; post < labels.get(0).split(" ", -1).length; post++) {
      List<T> said = new ArrayList<>();
      for (String side : Stream.concat(raters.stream(), labels.stream()).toList()) {
        String rating = side.split(" ", -1)[post];
        said.add(rating.equals(".") ? null : value.apply(rating));
      }
      posts.add(said);
    }
    return posts;
  }
}
