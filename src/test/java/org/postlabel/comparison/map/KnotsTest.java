package org.postlabel.comparison.map;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnotsTest {
  private final Knots.Mapping mapping =
      new Knots(List.of(.1, .2, .4, .8), List.of(0., .3, .3, .9)).mapping();

  @Test
  void liesOnTheLineBetweenTwoKnots() {
    assertThat(mapping.of(.2), is(.3));
    assertThat(mapping.of(.15), is(closeTo(.15, 1e-12)));
    assertThat(mapping.of(.3), is(.3));
    assertThat(mapping.of(.6), is(closeTo(.6, 1e-12)));
  }

  @Test
  void isAsHighAsAtItsEndsBeyondThem() {
    assertThat(mapping.of(-5), is(0.));
    assertThat(mapping.of(.1), is(0.));
    assertThat(mapping.of(.9), is(.9));
    assertThat(new Knots(List.of(.5), List.of(.7)).mapping().of(.1), is(.7));
  }

  @Test
  void findsTheLeastScoreThatReachesAnother() {
    assertThat(mapping.reaching(-1), is(.1));
    assertThat(mapping.reaching(.3), is(.2));
    assertThat(mapping.reaching(.6), is(closeTo(.6, 1e-12)));
    assertThat(mapping.reaching(.95), is(Double.NaN));
  }

  @Test
  void refusesWhatIsNoFunctionThatNeverFalls() {
    for (Runnable bad :
        List.<Runnable>of(
            () -> new Knots(List.of(), List.of()),
            () -> new Knots(List.of(.1), List.of(.1, .2)),
            () -> new Knots(List.of(.1, .1), List.of(.1, .2)),
            () -> new Knots(List.of(.1, .2), List.of(.2, .1)),
            () -> new Knots(List.of(.1, Double.POSITIVE_INFINITY), List.of(.1, .2)))) {
      assertThrows(IllegalArgumentException.class, bad::run);
    }
  }
}
