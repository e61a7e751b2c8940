package org.postlabel.post;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class UsageTest {
  @Property
  void sharesAddUpToTheWhole(
      @ForAll @LongRange(max = 1_000_000) long prompt,
      @ForAll @LongRange(max = 1_000_000) long completion,
      @ForAll @IntRange(min = 1, max = 15) int parts) {
    Usage whole = new Usage(prompt, completion);

    Usage sum =
        IntStream.range(0, parts)
            .mapToObj(index -> whole.share(index, parts))
            .reduce(Usage.NONE, Usage::plus);

    assertThat(sum, is(whole));
  }

  @Property
  void refusesTokensBelowZero(@ForAll @LongRange(min = -1_000, max = -1) long tokens) {
    assertThrows(IllegalArgumentException.class, () -> new Usage(tokens, 0));
    assertThrows(IllegalArgumentException.class, () -> new Usage(0, tokens));
  }
}
