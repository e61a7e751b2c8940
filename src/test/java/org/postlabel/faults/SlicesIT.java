package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.faults.Labels.Sums;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** However posts are cut into slices, batches and requests, each text is paid for once. */
@OnBothDatabases
class SlicesIT {
  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void addUpToTheSameAsOneSlice() throws Exception {
    Sums inOneSlice;
    try (Scenario scenario = new Scenario(engine, folder).withPosts(1_000, 22)) {
      scenario.run().finished();
      inOneSlice = scenario.checkAllDone();
    }
    try (Scenario scenario =
        new Scenario(engine, Files.createDirectory(folder.resolve("slices")))
            .withPosts(1_000, 22)) {
      Ended ended = scenario.run("--sliceSize=220").finished();

      assertThat(scenario.checkAllDone(), is(inOneSlice));
      scenario.checkPaidOnce();
      assertThat(ended.funnel("read"), is(1_000L));
      assertThat(ended.funnel("metadata new"), is(1_000L));
      assertThat(ended.funnel("labelled"), is((long) inOneSlice.labelled()));
      assertThat(ended.funnel("left for later"), is(0L));
      assertThat(ended.funnel("calls"), is(scenario.calls()));
    }
  }

  @Test
  void areStoppedTogether() throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(1_000, 23)) {
      Ended ended =
          scenario.run("--sliceSize=220", "--maxQueries=300").exitedWith(ExitCode.RUN_AGAIN);

      assertThat(scenario.calls(), is(300L));
      Sums sums = scenario.check();
      assertThat(ended.funnel("labelled"), is((long) sums.labelled()));
      scenario.run("--sliceSize=220").finished();
      scenario.checkAllDone();
      scenario.checkPaidOnce();
    }
  }

  @Test
  void payOnceForATextOfManyPosts() throws Exception {
    Map<String, String> posts = new LinkedHashMap<>();
    for (int i = 0; i < 900; i++) {
      posts.put("at://equal/" + i, "the very same words, kind " + i % 7);
    }
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(posts)
            .withProvider(Scenario.HEALTHY.withLatency(400, 0))) {
      scenario.run("--batchSize=10", "--requestMode=single").exitedWith(ExitCode.DONE);

      assertThat(scenario.checkAllDone(), is(new Sums(900, 0, 0)));
      scenario.checkPaidOnce();
      assertThat(scenario.calls(), is(7L));
    }
  }
}
