package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Labels.Sums;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Runs that a signal, a limit or a deadline stops, and a run refused while another is active. */
@OnBothDatabases
class StoppedRunIT {
  private static final EmulatorSetup UNHURRIED = Scenario.HEALTHY.withLatency(300, 100);

  private static final String STOPPED = "SELECT COUNT(*) FROM runs WHERE stop_kind IS NOT NULL";

  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void finishesRequestsInFlightAtASignal(String signal) throws Exception {
    assumeFalse(
        signal.equals("INT") && isInterruptIgnored(),
        "SIGINT is ignored, as in a process that a shell starts in the background");
    String[] options = {"--requestMode=single", "--queriesPerSecond=150"};
    try (Scenario scenario =
        new Scenario(engine, folder).withPosts(1_000, 14).withProvider(UNHURRIED)) {
      try (JarProcess process = scenario.start(options)) {
        scenario.waitForCalls(200);
        process.signal(signal);
        long signalled = System.nanoTime();
        while (process.isAlive() && scenario.tables().number(STOPPED) == 0) {
          Thread.sleep(20); // A busy machine takes its time to deliver a signal.
        }
        Thread.sleep(500);
        long callsSoon = scenario.calls();
        Ended ended = Scenario.sane(process.end()).exitedWith(ExitCode.RUN_AGAIN);

        assertThat(
            Duration.ofNanos(System.nanoTime() - signalled), lessThan(Duration.ofSeconds(15)));
        assertThat(scenario.calls(), is(callsSoon));
        assertThat(ended.funnel("labelled"), greaterThan(150L));
        assertThat(
            Files.readString(scenario.report()), containsString("stopped by a signal; run again"));
      }
      Sums sums = scenario.check();
      assertThat(scenario.tables().number("SELECT COUNT(*) FROM ledger"), is(scenario.calls()));
      assertThat((long) sums.labelled(), greaterThan(scenario.calls() - 1));

      scenario.run("--requestMode=single").finished();

      scenario.checkAllDone();
      scenario.checkPaidOnce();
    }
  }

  /**
   * Whether this process ignores SIGINT (bit 1), which its children inherit; false where there is
   * no /proc.
   */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(mask -> (mask & 2) != 0);
  }

  /** Asks for a stop within ten seconds; a busy machine takes longer to write and end. */
  @Test
  void endsSoonAfterASignalWhateverTheProviderDoes() throws Exception {
    try (Scenario scenario =
            new Scenario(engine, folder).withPosts(1_000, 15).withProvider(UNHURRIED);
        JarProcess process =
            scenario.start(
                "--requestMode=single",
                "--maxRequestsInFlight=30",
                "--requestTimeoutSeconds=300")) {
      scenario.waitForCalls(50);
      scenario.withProvider(Scenario.HEALTHY.withLatency(200_000, 0));
      long before = scenario.calls();
      scenario.waitForCalls(before + 10);
      process.signal("TERM");
      long signalled = System.nanoTime();
      process.end().exitedWith(ExitCode.RUN_AGAIN);
      Duration took = Duration.ofNanos(System.nanoTime() - signalled);

      System.out.println("The run ended after its signal in " + took);
      assertThat(took, lessThan(Duration.ofSeconds(30)));
      scenario.check();
    }
  }

  @Test
  void endsAtOnceAtTheSecondSignal() throws Exception {
    try (Scenario scenario =
            new Scenario(engine, folder).withPosts(1_000, 15).withProvider(UNHURRIED);
        JarProcess process = scenario.start("--requestMode=single", "--maxRequestsInFlight=30")) {
      scenario.waitForCalls(50);
      scenario.withProvider(Scenario.HEALTHY.withLatency(30_000, 0));
      Thread.sleep(1_000);
      process.signal("TERM");
      Thread.sleep(1_000);
      assertThat("it waits for requests in flight", process.isAlive());
      process.signal("TERM");
      long signalled = System.nanoTime();
      process.end().exitedWith(ExitCode.RUN_AGAIN);

      assertThat(Duration.ofNanos(System.nanoTime() - signalled), lessThan(Duration.ofSeconds(10)));
      scenario.check();
    }
  }

  @Test
  void letsOnlyOneRunLabelADatabase() throws Exception {
    try (Scenario scenario =
            new Scenario(engine, folder).withPosts(500, 16).withProvider(UNHURRIED);
        JarProcess first = scenario.start("--queriesPerSecond=100")) {
      scenario.waitForCalls(20);
      Ended second = scenario.run().exitedWith(ExitCode.RUN_AGAIN);

      assertThat(
          second.err(),
          allOf(
              startsWith("postlabel: run "),
              containsString("has been labelling this database since ")));
      assertThat(second.took(), lessThan(Duration.ofSeconds(5)));
      Scenario.sane(first.end()).finished();
      scenario.checkAllDone();
      scenario.checkPaidOnce();
    }
  }

  @Test
  void takesOnTheOldestPostsUpToALimit() throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(600, 17)) {
      scenario.run("--limit=100").finished();

      assertThat(scenario.check().left(), is(500));
      assertThat(
          scenario.tables().texts("SELECT uri FROM perspective_api_labels ORDER BY uri"),
          is(scenario.tables().texts("SELECT uri FROM posts ORDER BY id LIMIT 100")));
      scenario.run().finished();
      scenario.checkAllDone();
      scenario.checkPaidOnce();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "single"})
  void sendsNoMoreQueriesThanItMay(String mode) throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(1_000, 18)) {
      Ended ended =
          scenario.run("--maxQueries=123", "--requestMode=" + mode).exitedWith(ExitCode.RUN_AGAIN);

      assertThat(ended.err(), containsString("--maxQueries=123 are sent"));
      assertThat(scenario.calls(), is(123L));
      scenario.check();
      assertThat(scenario.tables().number("SELECT COUNT(*) FROM ledger"), is(123L));
      scenario.run().finished();
      scenario.checkAllDone();
      scenario.checkPaidOnce();
    }
  }

  @Test
  void makesNoCallAfterTheDeadline() throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(1_000, 19)) {
      Ended late = scenario.run("--deadline=2020-01-01T00:00:00Z").exitedWith(ExitCode.RUN_AGAIN);
      assertThat(late.err(), containsString("the deadline 2020-01-01T00:00:00Z is reached"));
      assertThat(scenario.calls(), is(0L));

      Duration start = scenario.run("--maxQueries=1").exitedWith(ExitCode.RUN_AGAIN).took();
      Instant now = Instant.now();
      Instant soon = now.plus(start).plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
      scenario
          .run("--deadline=" + soon, "--queriesPerSecond=20", "--report=off")
          .exitedWith(ExitCode.RUN_AGAIN);
      assertThat(Duration.between(soon, Instant.now()), lessThan(Duration.ofSeconds(10)));
      long most = 1 + Duration.between(now, soon).toMillis() * 20 / 1_000;
      assertThat(scenario.calls(), allOf(greaterThan(1L), lessThanOrEqualTo(most)));
      assertThat(scenario.check().left(), greaterThan(0));

      scenario.run().finished();
      scenario.checkAllDone();
      scenario.checkPaidOnce();
    }
  }
}
