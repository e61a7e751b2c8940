package org.postlabel.emulator.chat;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatedOpinionTest {
  private static final Set<String> IDEOLOGIES = Set.of("left", "right", "moderate", "unclear");

  @Property
  void isAlwaysTheSameAndWhole(@ForAll String text) {
    EmulatedOpinion opinion = EmulatedOpinion.of(text);

    assertThat(opinion, is(EmulatedOpinion.of(text)));
    assertThat(opinion.reasonSociopolitical().length(), is(lessThan(120)));
    if (opinion.isSociopolitical()) {
      assertThat(IDEOLOGIES.contains(opinion.politicalIdeology()), is(true));
      assertThat(opinion.reasonPoliticalIdeology().length(), is(lessThan(120)));
    } else {
      assertThat(opinion.politicalIdeology() == null, is(true));
      assertThat(opinion.reasonPoliticalIdeology() == null, is(true));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "The cat has slept on my laptop again | none",
        "My vote for the best pizza | none",
        "A vote on the budget | unclear",
        "Parliament meets on Monday | unclear",
        "PARLIAMENT: tax the billionaires! | left",
        "The government must guard our borders | right",
        "Both sides of parliament should find a compromise on borders | moderate",
        "Le gouvernement et la réforme des retraites | left",
        "Unparliamentary | none",
        "'' | none"
      })
  void followsAFewPlainWords(String text, String ideology) {
    EmulatedOpinion opinion = EmulatedOpinion.of(text);

    assertThat(opinion.politicalIdeology(), is(ideology));
    assertThat(opinion.isSociopolitical(), is(ideology != null));
  }
}
