package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.postlabel.run.Funnel.Calls;

class FunnelTest {
  private static final Funnel FIRST =
      new Funnel(
          10, 10, 9, 5, Map.of("text_too_short", 2L, "no_scores", 1L), 2, new Calls(6, 1, 2, 3));
  private static final Funnel SECOND =
      new Funnel(5, 5, 1, 2, Map.of("text_too_short", 3L), 0, new Calls(10, 20, 30, 40));

  @Test
  void addsEverySum() {
    assertThat(
        FIRST.plus(SECOND),
        is(
            new Funnel(
                15,
                15,
                10,
                7,
                Map.of("text_too_short", 5L, "no_scores", 1L),
                2,
                new Calls(16, 21, 32, 43))));
    assertThat(FIRST.plus(Funnel.EMPTY), is(FIRST));
    assertThat(Funnel.EMPTY.plus(FIRST), is(FIRST));
  }

  @Test
  void countsWhatIsDone() {
    assertThat(FIRST.failed(), is(3L));
    assertThat(FIRST.done(), is(8L));
  }

  @Test
  void isConservedWhenEveryPostEndedInOneWay() {
    assertThat(FIRST.isConserved(), is(true));
    assertThat(Funnel.EMPTY.isConserved(), is(true));
  }

  @Test
  void isNotConservedWhenAPostIsLostOrDoubled() {
    Map<String, Long> failed = Map.of("no_scores", 3L);
    assertThat(new Funnel(10, 9, 0, 5, failed, 1, Calls.NONE).isConserved(), is(false));
    assertThat(new Funnel(10, 10, 0, 5, failed, 1, Calls.NONE).isConserved(), is(false));
    assertThat(new Funnel(10, 10, 0, 6, failed, 2, Calls.NONE).isConserved(), is(false));
    assertThat(new Funnel(9, 10, 0, 5, failed, 2, Calls.NONE).isConserved(), is(false));
  }

  @Property(tries = 200)
  void staysConservedOverSlices(@ForAll("conserved") Funnel one, @ForAll("conserved") Funnel two) {
    assertThat(one.plus(two).isConserved(), is(true));
    assertThat(one.plus(two), is(two.plus(one)));
  }

  @Provide
  Arbitrary<Funnel> conserved() {
    Arbitrary<Long> counts = Arbitraries.longs().between(0, 1_000_000);
    return Combinators.combine(counts, counts, counts, counts)
        .as(
            (labelled, tooShort, rejected, left) -> {
              long posts = labelled + tooShort + rejected + left;
              return new Funnel(
                  posts,
                  posts,
                  0,
                  labelled,
                  Map.of("text_too_short", tooShort, "rejected_by_provider", rejected),
                  left,
                  Calls.NONE);
            });
  }

  @Test
  void saysHowItsRunHasEnded() {
    assertThat(funnel(10, 10, 10, 0).status(Optional.empty()), is("done"));
    assertThat(funnel(10, 10, 7, 3).status(Optional.empty()), is("stopped"));
    assertThat(funnel(10, 9, 7, 2).status(Optional.empty()), is("failed"));
    assertThat(
        funnel(10, 10, 7, 3).status(Optional.of(new Stop(Stop.Kind.REFUSED, "no key"))),
        is("refused"));
  }

  private static Funnel funnel(long posts, long read, long labelled, long left) {
    return new Funnel(posts, read, 0, labelled, Map.of(), left, Funnel.Calls.NONE);
  }
}
