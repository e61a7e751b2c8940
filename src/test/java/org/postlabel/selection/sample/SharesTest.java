package org.postlabel.selection.sample;

import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SharesTest {
  @Example
  void goByLargestRemainder() {
    assertThat(
        Shares.of(10, Map.of("a", 50L, "b", 34L, "c", 16L)), is(Map.of("a", 5L, "b", 3L, "c", 2L)));
  }

  @Example
  void breakTiesByTheNameAlone() {
    assertThat(
        Shares.of(3, Map.of("a", 5L, "b", 5L, "", 5L, "c", 5L)),
        is(Map.of("", 1L, "a", 1L, "b", 1L, "c", 0L)));
  }

  @Example
  void giveTheSmallestOneAtTheCostOfTheLargest() {
    assertThat(
        Shares.of(10, Map.of("large", 1000L, "small", 1L, "tiny", 1L)),
        is(Map.of("large", 8L, "small", 1L, "tiny", 1L)));
  }

  @Example
  void areAllWhereThereAreNoMore() {
    assertThat(Shares.of(10, Map.of("a", 3L, "b", 7L)), is(Map.of("a", 3L, "b", 7L)));
    assertThat(Shares.of(100, Map.of("a", 3L, "b", 7L)), is(Map.of("a", 3L, "b", 7L)));
    assertThat(Shares.of(10, Map.of()), is(Map.of()));
  }

  @Property
  void addUpAndFit(
      @ForAll @LongRange(min = 1, max = 3000) long sample,
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 300) Long> sizes) {
    Map<String, Long> groups =
        IntStream.range(0, sizes.size()).boxed().collect(toMap(i -> "group" + i, sizes::get));
    long posts = sizes.stream().mapToLong(Long::longValue).sum();

    Map<String, Long> shares = Shares.of(sample, groups);

    assertThat(
        shares.values().stream().mapToLong(Long::longValue).sum(), is(Math.min(sample, posts)));
    long least = sample >= groups.size() ? 1 : 0;
    boolean isProportional =
        sample < posts && sizes.stream().allMatch(size -> sample * size >= posts);
    groups.forEach(
        (group, size) -> {
          assertThat(shares.get(group), greaterThanOrEqualTo(least));
          assertThat(shares.get(group), lessThanOrEqualTo(size));
          if (isProportional) {
            assertThat((double) shares.get(group), closeTo((double) (sample * size) / posts, 1));
          }
        });
  }
}
