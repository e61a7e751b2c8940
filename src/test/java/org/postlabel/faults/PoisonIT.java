package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Posts that the provider always rejects without a reason. */
@OnBothDatabases
class PoisonIT {
  private static final int POISONED = 30;

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private Scenario scenario;

  @BeforeEach
  void poisonTheOldestPosts() throws Exception {
    scenario =
        new Scenario(engine, folder)
            .withProvider(Scenario.HEALTHY.with("poisonMarker", "poisoned"));
    Map<String, String> poisoned = new LinkedHashMap<>();
    for (int i = 0; i < POISONED; i++) {
      poisoned.put("at://poison/" + i, "a poisoned post, the one of number " + i);
    }
    scenario.withPosts(SeededPosts.of(1, 8));
    scenario.withPosts(poisoned);
  }

  @Test
  void areIsolatedThoughOnlyOneTextWasScored() throws Exception {
    scenario.run().finished();
    scenario.checkAllDone();
    scenario.checkPaidOnce();
    assertThat(rejected(), is((long) POISONED));
  }

  @Test
  void failAloneAndAreSentOnce() throws Exception {
    scenario.withPosts(SeededPosts.of(500, 9));
    scenario.run().finished();
    scenario.checkAllDone();
    scenario.checkPaidOnce();
    assertThat(rejected(), is((long) POISONED));

    Ended second = scenario.run().exitedWith(ExitCode.DONE);
    assertThat(second.out(), containsString("Nothing to do"));
    scenario.checkPaidOnce();
  }

  @Test
  void areRetriedOnlyOnRequest() throws Exception {
    scenario.withPosts(SeededPosts.of(500, 9));
    scenario.run().finished();
    scenario.run("--retryFailed").finished();
    scenario.checkAllDone();
    assertThat(rejected(), is((long) POISONED));
    assertThat(scenario.calls(), is(scenario.distinctTexts() + (long) POISONED));

    scenario.withProvider(Scenario.HEALTHY);
    scenario.run("--retryFailed").finished();
    scenario.checkAllDone();
    assertThat(rejected(), is(0L));
    assertThat(scenario.calls(), is(scenario.distinctTexts() + 2L * POISONED));
  }

  private long rejected() throws Exception {
    return scenario
        .tables()
        .number(
            "SELECT COUNT(*) FROM perspective_api_labels WHERE reason = 'rejected_by_provider'");
  }
}
