package org.postlabel.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void areTheSameAfterTheirText() {
    Histogram latencies = Latencies.none();
    latencies.recordValue(0);
    latencies.recordValue(150_000);
    latencies.recordValue(600_000_000);

    assertThat(Latencies.parse(Latencies.text(latencies)), is(latencies));
  }

  @Test
  void areTrueToAHundredthInAFewHundredCharacters() {
    Histogram latencies = Latencies.none();
    for (int i = 0; i < 10_000; i++) {
      latencies.recordValue(100_000 + 10 * i);
    }

    assertThat((double) latencies.getValueAtPercentile(99), closeTo(199_000, 1_990));
    assertThat(Latencies.text(latencies).length(), lessThan(500));
  }

  @Test
  void growAfterTheirText() {
    Histogram latencies = Latencies.parse(Latencies.text(Latencies.none()));
    latencies.recordValue(600_000_000);

    assertThat(latencies.getTotalCount(), is(1L));
  }

  @Test
  void areNoOtherText() {
    assertThrows(IllegalArgumentException.class, () -> Latencies.parse("?"));
  }
}
