package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  @Property
  void pausesNoLongerThanTwiceAsLongAfterEachFailure(@ForAll @IntRange(min = 0) int failures) {
    checkWithin(250, failures, RetryPolicy.of(8, 3).pauseAfter(failures));
  }

  @Property
  void slowsDownForLessAtFirstAndAsLongInTheEnd(@ForAll @IntRange(min = 0) int refusals) {
    checkWithin(50, refusals, RetryPolicy.of(8, 3).slowDownAfter(refusals));
  }

  /** The pause is no longer than {@code first}, doubled for each failure but the first. */
  private static void checkWithin(long first, int failures, Duration pause) {
    long longest =
        Math.min(30_000, first * (long) Math.pow(2, Math.min(20, Math.max(0, failures - 1))));

    assertThat(pause.isNegative() || pause.toMillis() > longest, is(false));
  }

  @Test
  void refusesABoundThatMakesNoSense() {
    for (int wrong : new int[] {0, 101}) {
      assertThat(
          assertThrows(IllegalArgumentException.class, () -> RetryPolicy.of(wrong, 3)).getMessage(),
          is("--maxAttempts must be 1..100, was " + wrong));
    }
  }
}
