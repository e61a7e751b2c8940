package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.faults.Labels.Sums;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** The whole pipeline, from options to rows, with a provider without faults. */
@OnBothDatabases
class HappyPathIT {
  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"batch", "single"})
  void labelsEveryPostAndPaysEachTextOnce(String mode) throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(2_000, 1)) {
      Ended first = scenario.run("--requestMode=" + mode).exitedWith(ExitCode.INCOMPLETE);

      Sums sums = scenario.checkAllDone();
      scenario.checkPaidOnce();
      assertThat(sums.failed(), greaterThan(50));
      assertThat(first.funnel("read"), is(2_000L));
      assertThat(first.funnel("metadata new"), is(2_000L));
      assertThat(first.funnel("labelled"), is((long) sums.labelled()));
      assertThat(first.funnel("calls"), is((long) scenario.distinctTexts()));
      assertThat(first.funnel("left for later"), is(0L));

      Ended second = scenario.run("--requestMode=" + mode).exitedWith(ExitCode.DONE);

      assertThat(second.out(), containsString("Nothing to do"));
      scenario.checkPaidOnce();
      scenario.checkAllDone();
    }
  }
}
