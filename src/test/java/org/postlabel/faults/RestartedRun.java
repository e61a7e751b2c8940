package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.options.ExitCode;

/**
 * A run that is started again whenever its process ends before all posts have a label, and while
 * its process is suspended for long, as a service manager and a watchful person do.
 */
final class RestartedRun implements AutoCloseable {
  private static final int MOST_STARTS_AT_THE_END = 20;

  private final Scenario scenario;
  private final String[] options;
  private final List<Integer> exitCodes = new ArrayList<>();
  private final long workSeconds;
  private JarProcess process;
  private JarProcess suspendedOrNull;
  private long resumeNanos;
  private boolean isDone;

  RestartedRun(Scenario scenario, long workSeconds, String... options) throws IOException {
    this.scenario = scenario;
    this.workSeconds = workSeconds;
    this.options = options;
    this.process = scenario.start(options);
  }

  /** Of all processes that ended, in that order. */
  List<Integer> exitCodes() {
    return exitCodes;
  }

  /** Starts what ended, and resumes what was suspended for long enough. */
  void attend() throws Exception {
    if (suspendedOrNull != null && System.nanoTime() >= resumeNanos) {
      long runs = runs();
      process = scenario.start(options);
      while (process.isAlive() && runs() == runs) {
        Thread.sleep(20); // It takes the run over, or is refused.
      }
      resume();
    }
    if (suspendedOrNull == null && !process.isAlive()) {
      noteEnd(process);
      if (!isDone) {
        process = scenario.start(options);
      }
    }
  }

  /** False when there is nothing to kill. */
  boolean kill() throws Exception {
    if (suspendedOrNull != null || !process.isAlive()) {
      return false;
    }
    process.kill();
    return true;
  }

  /** Suspends it until {@link #attend} is called later than that; false when it cannot be. */
  boolean suspend(long seconds) throws Exception {
    if (suspendedOrNull != null || !process.isAlive()) {
      return false;
    }
    process.signal("STOP");
    suspendedOrNull = process;
    resumeNanos = System.nanoTime() + seconds * 1_000_000_000L;
    return true;
  }

  /** Runs until all posts have a label. */
  void complete() throws Exception {
    while (suspendedOrNull != null) {
      attend();
      Thread.sleep(200);
    }
    noteEnd(process);
    for (int starts = 0; !isDone; starts++) {
      assertThat("done after so many more starts: " + exitCodes, starts < MOST_STARTS_AT_THE_END);
      Thread.sleep(1_000);
      process = scenario.start(options);
      noteEnd(process);
    }
  }

  private long runs() throws SQLException {
    return scenario.tables().number("SELECT COUNT(*) FROM runs");
  }

  private void resume() throws Exception {
    suspendedOrNull.signal("CONT");
    Ended ended = suspendedOrNull.end(workSeconds);
    suspendedOrNull.close();
    suspendedOrNull = null;
    note(ended);
  }

  private void noteEnd(JarProcess ended) throws Exception {
    note(ended.end(workSeconds));
    ended.close();
  }

  private void note(Ended ended) {
    Scenario.sane(ended);
    exitCodes.add(ended.exitCode());
    isDone |=
        ended.exitCode() == ExitCode.DONE.code() || ended.exitCode() == ExitCode.INCOMPLETE.code();
  }

  @Override
  public void close() {
    process.close();
    if (suspendedOrNull != null) {
      suspendedOrNull.close();
    }
  }
}
