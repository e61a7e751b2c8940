package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Property(tries = 200)
  void usesNinetyEightHundredthsOfTheQuotaAndMore(
      @ForAll @DoubleRange(min = 0.1, max = 2_000) double quota) {
    Pace pace = new Pace(quota, SECOND);

    assertThat(1e6 / pace.intervalMicros() / quota, greaterThanOrEqualTo(0.98));
    assertThat(1e6 / pace.intervalMicros() / quota, lessThanOrEqualTo(0.99));
    assertThat(pace.leastApartMicros(), lessThan(pace.queriesApart() * pace.intervalMicros()));
  }

  @Test
  void putsFewQueriesTogetherWhereTheQuotaIsSmall() {
    assertThat(new Pace(1, SECOND).maxTogether(), is(1));
    assertThat(new Pace(250, SECOND).maxTogether(), is(2));
    assertThat(new Pace(2_000, SECOND).maxTogether(), is(9));
  }

  @Test
  void isTheStricterOfTwoQuotas() {
    assertThat(Pace.of(1, 600), is(new Pace(1, SECOND)));
    assertThat(Pace.of(100, 60), is(new Pace(60, MINUTE)));
    assertThat(Pace.of(0, 60), is(new Pace(60, MINUTE)));
    assertThat(Pace.of(0.5, 0), is(new Pace(0.5, SECOND)));
    assertThat(Pace.of(0, 0).isLimited(), is(false));
    assertThat(Pace.UNLIMITED.stricterOf(new Pace(60, MINUTE)), is(new Pace(60, MINUTE)));
    assertThat(new Pace(60, MINUTE).stricterOf(Pace.UNLIMITED), is(new Pace(60, MINUTE)));
  }

  @Test
  void hasNoIntervalWithoutALimit() {
    assertThat(Pace.UNLIMITED.intervalMicros(), is(0L));
    assertThat(Pace.UNLIMITED.maxTogether(), is(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1_000_001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAQuotaThatMakesNoSense(double quota) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> Pace.of(quota, 0)).getMessage(),
        is("--queriesPerSecond must be 0..1000000 (0 means no limit), was " + quota));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> Pace.of(0, quota)).getMessage(),
        is("--queriesPerMinute must be 0..1000000 (0 means no limit), was " + quota));
  }
}
