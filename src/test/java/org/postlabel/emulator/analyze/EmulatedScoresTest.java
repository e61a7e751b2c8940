package org.postlabel.emulator.analyze;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EmulatedScoresTest {

  @Property
  void isAlwaysTheSameNumberBetweenZeroAndOne(@ForAll String text) {
    for (String attribute : AttributeTable.LANGUAGES.keySet()) {
      float score = EmulatedScores.of(text).score(attribute);

      assertThat((double) score, allOf(greaterThan(0.0), lessThan(1.0)));
      assertThat(score, is(EmulatedScores.of(text).score(attribute)));
    }
  }

  @Test
  void neverChangesFromOneReleaseToTheNext() {
    assertThat(EmulatedScores.of("A calm remark").score("TOXICITY"), is(0.042927515f));
  }

  @Test
  void differsFromTextToTextAndFromAttributeToAttribute() {
    float score = EmulatedScores.of("A calm remark").score("TOXICITY");

    assertThat(EmulatedScores.of("A calm remark!").score("TOXICITY"), is(not(score)));
    assertThat(EmulatedScores.of("A calm remark").score("INSULT"), is(not(score)));
  }

  @Test
  void scoresTheWithdrawnAttributeAsTheOneThatReplacedIt() {
    assertThat(
        EmulatedScores.of("Consider this").score("CONSTRUCTIVE_EXPERIMENTAL"),
        is(EmulatedScores.of("Consider this").score("REASONING_EXPERIMENTAL")));
  }

  @Test
  void spreadsAsTheScoresOfRealPostsDo() {
    assertThat(mean("TOXICITY", ""), is(closeTo(.15, .04)));
    assertThat(share("TOXICITY", ""), is(closeTo(.08, .03)));
    assertThat(mean("SEVERE_TOXICITY", ""), is(closeTo(.02, .01)));
    assertThat(mean("INSULT", ""), is(closeTo(.09, .03)));
    assertThat(mean("REASONING_EXPERIMENTAL", ""), is(closeTo(.27, .04)));
    assertThat(share("ALIENATION_EXPERIMENTAL", ""), is(closeTo(.297, .05)));
    assertThat(share("MORAL_OUTRAGE_EXPERIMENTAL", ""), is(closeTo(.21, .05)));
    assertThat(share("SPAM", ""), is(closeTo(.21, .05)));
  }

  @Test
  void followsTheToneOfThePlainestWords() {
    assertThat(mean("INSULT", " you stupid idiot"), greaterThan(.6));
    assertThat(mean("RESPECT_EXPERIMENTAL", " thank you, friend"), greaterThan(.5));
    assertThat(mean("CURIOSITY_EXPERIMENTAL", "?"), greaterThan(.5));
    assertThat(mean("REASONING_EXPERIMENTAL", " because"), greaterThan(.4));
  }

  private static double mean(String attribute, String ending) {
    return Arrays.stream(scores(attribute, ending)).average().orElseThrow();
  }

  private static double share(String attribute, String ending) {
    return Arrays.stream(scores(attribute, ending)).filter(score -> score >= .5).count() / 2_000.0;
  }

  private static double[] scores(String attribute, String ending) {
    return IntStream.range(0, 2_000)
        .mapToDouble(i -> EmulatedScores.of("Line " + i + " of a list" + ending).score(attribute))
        .toArray();
  }
}
