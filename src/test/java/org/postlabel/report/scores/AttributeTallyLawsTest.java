package org.postlabel.report.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;

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
}
