package org.postlabel.report.labels;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameTallyTest {
  private final NameTally tally = new NameTally();

  @Test
  void namesTheMostFrequentAndSumsUpTheOthers() {
    for (String name : List.of("a", "b", "b", "c", "c", "c", "d", "d", "d", "d")) {
      tally.add(name, name.equals("a"));
    }

    assertThat(
        tally.counts(2),
        contains(
            new LabelCount("d", 0, 4),
            new LabelCount("c", 0, 3),
            new LabelCount("(others)", 1, 2)));
  }

  @Test
  void countsAMillionNamesInLittleRoom() {
    for (int i = 0; i < 1_000_000; i++) {
      tally.add("source " + i, true);
    }

    List<LabelCount> counts = tally.counts(2_000);
    assertThat(counts, hasSize(1_001));
    assertThat(counts.get(1_000), is(new LabelCount("(others)", 999_000, 0)));
  }

  @Test
  void sumsUpTheOthersOnceWhereNamesAreNeitherKeptNorShown() {
    for (int i = 0; i < 1_500; i++) {
      tally.add("source " + i, i % 2 == 0);
    }
    tally.add("source 7", true);

    assertThat(
        tally.counts(1),
        contains(new LabelCount("source 7", 1, 1), new LabelCount("(others)", 750, 749)));
  }

  @Test
  void countsANameLikeThatOfTheOthersAmongThem() {
    for (String name : List.of("(others)", "(others)", "(others)", "a", "a", "b")) {
      tally.add(name, true);
    }

    assertThat(
        tally.counts(1), contains(new LabelCount("a", 2, 0), new LabelCount("(others)", 4, 0)));
  }
}
