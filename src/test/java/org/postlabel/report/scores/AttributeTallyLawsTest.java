package org.postlabel.report.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class AttributeTallyLawsTest {
  @Property(tries = 300)
  void barsHoldEveryPostAndTheMedianIsTrueToAThousandth(
      @ForAll @NotEmpty List<@DoubleRange(min = 0, max = 1) Double> scores) {
    AttributeTally tally = new AttributeTally();
    scores.forEach(tally::add);

    AttributeScores summary = tally.of("prob_toxic", null);

    assertThat(summary.bars().stream().mapToLong(Long::longValue).sum(), is((long) scores.size()));
    double median =
        scores.stream().sorted().skip((scores.size() - 1) / 2).findFirst().orElseThrow();
    assertThat(summary.median(), is(closeTo(median, 0.001)));
  }

  /** The raw output of a model may be of any size. */
  @Test
  void knowsNoMedianOfScoresThatNoBarIsMadeFor() {
    AttributeTally tally = new AttributeTally();
    List.of(-3.0, 2.0, 5.0).forEach(tally::add);

    AttributeScores summary = tally.of("logit", null);

    assertThat(summary.median(), is(nullValue()));
    assertThat(summary.p90(), is(nullValue()));
    assertThat(summary.exceedsBars(), is(true));
    assertThat(summary.min(), is(-3.0));
    assertThat(summary.max(), is(5.0));
  }
}
