package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.command.InThisProcess;
import org.postlabel.faults.SickTextServer.Harm;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** The oldest text is one that the provider never answers; the others are sound. */
@OnBothDatabases
class UnanswerableTextIT {
  private static final int OTHERS = 20;

  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "HTTP_500,single",
    "HTTP_500,batch",
    "NOT_A_NUMBER,single",
    "INVALID_BATCH,batch",
    "HTTP_403,batch",
    "UNREADABLE,single",
    "CLOSED,batch",
    "HANGS,single"
  })
  void stopsNoOtherTextAndIsGivenUpAfterThreeRuns(Harm harm, String mode) throws Exception {
    try (Scenario scenario = scenario();
        SickTextServer server = new SickTextServer(scenario.provider().endpoint(), "sick", harm)) {
      scenario.withEndpoint(server.url());
      String[] options = {
        "--requestMode=" + mode, "--requestTimeoutSeconds=1", "--maxAttempts=2", "--batchSize=10"
      };

      assertThat(scenario.run(options).toString(), labelled(scenario), is(OTHERS));
      assertThat(reasons(scenario), is(empty()));
      scenario.run(options).exitedWith(ExitCode.RUN_AGAIN);
      assertThat(reasons(scenario), is(empty()));
      scenario.run(options).exitedWith(ExitCode.INCOMPLETE);
      assertThat(reasons(scenario), contains("unanswerable"));

      int asked = server.spoilt.get();
      scenario.run(options).exitedWith(ExitCode.DONE);
      assertThat("asked no more", server.spoilt.get(), is(asked));
    }
  }

  @Test
  void isAskedAgainForThreeRunsWhenItIsPutBack() throws Exception {
    try (Scenario scenario = scenario();
        SickTextServer server =
            new SickTextServer(scenario.provider().endpoint(), "sick", Harm.HTTP_500)) {
      scenario.withEndpoint(server.url());
      String[] options = {"--maxAttempts=1", "--maxRuns=1"};
      scenario.run(options).exitedWith(ExitCode.INCOMPLETE);
      int asked = server.spoilt.get();

      InThisProcess.run(scenario.tables().database(), "retry", "--reason=unanswerable");
      scenario.run("--maxAttempts=1", "--maxRuns=2").exitedWith(ExitCode.RUN_AGAIN);
      assertThat(server.spoilt.get(), greaterThan(asked));
      scenario.run("--maxAttempts=1", "--maxRuns=2").exitedWith(ExitCode.INCOMPLETE);
      assertThat(reasons(scenario), contains("unanswerable"));
    }
  }

  @Test
  void isNotCountedWhileTheWholeProviderIsDown() throws Exception {
    try (Scenario scenario = scenario();
        SickTextServer server =
            new SickTextServer(scenario.provider().endpoint(), "sick", Harm.HTTP_500)) {
      scenario.withEndpoint(server.url());
      server.setDown(true);
      for (int i = 0; i < 3; i++) {
        scenario.run("--maxAttempts=1", "--maxRuns=1").exitedWith(ExitCode.RUN_AGAIN);
      }
      assertThat(scenario.tables().number("SELECT COUNT(*) FROM unanswered_texts"), is(0L));
      assertThat(scenario.tables().number("SELECT COUNT(*) FROM ledger"), is(0L));

      server.setDown(false);
      scenario.run("--maxAttempts=1", "--maxRuns=1").exitedWith(ExitCode.INCOMPLETE);
      assertThat(labelled(scenario), is(OTHERS));
      assertThat(reasons(scenario), contains("unanswerable"));
    }
  }

  private Scenario scenario() throws Exception {
    Map<String, String> posts = new LinkedHashMap<>();
    posts.put("at://sick", "a sick text that is older than all others");
    for (int i = 0; i < OTHERS; i++) {
      posts.put("at://sound/" + i, "a sound text, the one of number " + i);
    }
    return new Scenario(engine, folder).withPosts(posts);
  }

  private static int labelled(Scenario scenario) throws Exception {
    return (int)
        scenario
            .tables()
            .number("SELECT COUNT(*) FROM perspective_api_labels WHERE was_successfully_labeled");
  }

  private static List<String> reasons(Scenario scenario) throws Exception {
    return scenario
        .tables()
        .texts("SELECT reason FROM perspective_api_labels WHERE NOT was_successfully_labeled");
  }
}
