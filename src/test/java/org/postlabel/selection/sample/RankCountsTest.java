package org.postlabel.selection.sample;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class RankCountsTest {
  @Property
  void leadToTheNthRank(@ForAll @Size(min = 1, max = 200) List<Long> ranks) {
    RankCounts counts = new RankCounts();
    ranks.forEach(counts::add);
    List<Long> sorted = ranks.stream().sorted().toList();

    assertThat(counts.ranks(), is((long) ranks.size()));
    for (int n = 1; n <= ranks.size(); n++) {
      RankCounts.NthRank nth = counts.nth(n);
      ranks.forEach(nth::add);
      assertThat(nth.get(), is(sorted.get(n - 1)));
    }
  }

  @Example
  void goFromTheLeastRankToTheGreatest() {
    assertThat(RankCounts.stretchOf(Long.MIN_VALUE), is(0));
    assertThat(RankCounts.stretchOf(-1), is(511));
    assertThat(RankCounts.stretchOf(0), is(512));
    assertThat(RankCounts.stretchOf(Long.MAX_VALUE), is(1023));
  }
}
