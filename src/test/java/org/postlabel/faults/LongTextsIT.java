package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/**
 * What a run holds is bounded by bytes, whatever the number of posts: texts that take 120 MB are
 * labelled in a heap of 96 MB, a quarter of the one that ships. With slices that are bounded by the
 * number of their posts alone, this ends in an OutOfMemoryError within twenty seconds.
 */
@OnBothDatabases
class LongTextsIT {
  private static final int POSTS = 3_000;
  private static final int BYTES = 20_000;

  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void areLabelledInAHeapThatHoldsAFewOfThem() throws Exception {
    // One letter that is not Latin doubles what a text takes in memory.
    String words = "\u0434 lovely garden with many flowers ".repeat(BYTES / 36);
    Map<String, String> posts = new LinkedHashMap<>();
    for (int i = 0; i < POSTS; i++) {
      posts.put("at://long/" + i, i + " " + words);
    }
    try (Scenario scenario = new Scenario(engine, folder).withPosts(posts);
        JarProcess process =
            scenario.startWithHeap("96m", "--queriesPerSecond=400", "--requestMode=single")) {
      Ended ended = Scenario.sane(process.end()).exitedWith(ExitCode.DONE);

      System.out.println(ended.out());
      assertThat(ended.funnel("labelled"), is((long) POSTS));
    }
  }
}
