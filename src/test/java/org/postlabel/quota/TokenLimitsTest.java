package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.post.Usage;

class TokenLimitsTest {
  @Test
  void readsTokensPricesAndBudget() {
    TokenLimits limits =
        from(
            "--tokensPerMinute=30000",
            "--promptTokenPrice=0.15",
            "--completionTokenPrice=0.6",
            "--maxCost=2.5");

    assertThat(limits, is(new TokenLimits(30_000, new Prices(0.15, 0.6), 2_500_000)));
    assertThat(limits.prices().microsOf(new Usage(1_000_000, 1_000_000)), is(750_000L));
  }

  @Test
  void hasNoLimitUnlessTold() {
    assertThat(from(), is(TokenLimits.NONE));
  }

  @Test
  void roundsAPriceUp() {
    assertThat(new Prices(0.15, 0.6).microsOf(new Usage(1, 0)), is(1L));
  }

  @ParameterizedTest
  @CsvSource({
    "--tokensPerMinute=-1, '--tokensPerMinute must be 0 (no limit) or 1000..1000000000, was -1.0'",
    "--tokensPerMinute=999, '--tokensPerMinute must be 0 (no limit) or 1000..1000000000, was"
        + " 999.0'",
    "--promptTokenPrice=-1, '--promptTokenPrice must be 0..1000000, was -1.0'",
    "--completionTokenPrice=NaN, '--completionTokenPrice must be 0..1000000, was NaN'",
    "--maxCost=-5, '--maxCost must be 0 (no limit) ..1000000000, was -5.0'",
    "--maxCost=5, '--maxCost needs --promptTokenPrice and --completionTokenPrice, was 5.0'"
  })
  void refusesWhatMakesNoSense(String option, String message) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> from(option)).getMessage(), is(message));
  }

  private static TokenLimits from(String... arguments) {
    return TokenLimits.from(PipelineOptionsFactory.fromArgs(arguments).as(TokenOptions.class));
  }
}
