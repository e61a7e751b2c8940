package org.postlabel.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.postlabel.plan.DistinctTexts.Counts;
import org.postlabel.post.Post;

class DistinctTextsTest {
  @Test
  void countsEachTextOnce() throws Exception {
    try (DistinctTexts texts = new DistinctTexts()) {
      assertThat(texts.count(1), is(new Counts(0, 0, 0)));
      for (int i = 0; i < 25_000; i++) {
        texts.add(Post.textHash("text " + i % 20_000), i % 20_000 < 300 ? 1 : 0);
      }

      assertThat(texts.count(1), is(new Counts(20_000, 300, 300)));
    }
  }

  @Test
  void tellsHashesApartWhateverTheirFirstBit() throws Exception {
    try (DistinctTexts texts = new DistinctTexts()) {
      texts.add("ffffffffffffffff" + "0".repeat(48), 0);
      texts.add("7fffffffffffffff" + "0".repeat(48), 0);
      texts.add("0000000000000000" + "0".repeat(48), 1);

      assertThat(texts.count(1), is(new Counts(3, 1, 1)));
    }
  }
}
