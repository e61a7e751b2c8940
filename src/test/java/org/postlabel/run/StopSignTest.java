package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class StopSignTest {
  private static final Stop OUTAGE = new Stop(Stop.Kind.OUTAGE, "the provider is down");
  private static final Stop ASKED = new Stop(Stop.Kind.ASKED, "stopped by a signal");

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    tables.addRun("run-1", "scorer-1");
    tables.addRun("run-2", "scorer-2");
  }

  @Test
  @Timeout(30)
  void isHeardByTheOtherWorkersOfItsRunOnly() throws InterruptedException {
    try (StopSign one = sign("run-1");
        StopSign other = sign("run-1");
        StopSign stranger = sign("run-2")) {
      one.set(OUTAGE);

      assertThat(one.get(), is(Optional.of(OUTAGE)));
      while (!other.isSet()) {
        Thread.sleep(20);
      }
      assertThat(other.get(), is(Optional.of(OUTAGE)));
      assertThat(stranger.get(), is(Optional.empty()));
    }
  }

  @Test
  void keepsTheFirstReason() {
    try (StopSign one = sign("run-1");
        StopSign other = sign("run-1")) {
      one.set(OUTAGE);
      one.set(ASKED);
      other.set(ASKED);

      assertThat(one.get(), is(Optional.of(OUTAGE)));
    }
    assertThat(
        tables.rows("SELECT stop_kind, stop_message FROM runs WHERE run_id = 'run-1'"),
        contains(List.of("OUTAGE", "the provider is down")));
  }

  @Test
  void stopsItsOwnWorkerWhenTheDatabaseIsAway() {
    try (StopSign sign = sign("run-1")) {
      tables.execute("ALTER TABLE runs RENAME TO away");

      sign.set(OUTAGE);

      assertThat(sign.get(), is(Optional.of(OUTAGE)));
    }
  }

  @Test
  @Timeout(30)
  void isSetWhenTheRunWasTakenForDead() throws InterruptedException {
    try (StopSign one = sign("run-1")) {
      assertThat(one.isSetNow(), is(false));
      tables.execute(
          "UPDATE runs SET status = 'died', stop_kind = 'LOST', stop_message = 'too late'"
              + " WHERE run_id = 'run-1'");
      while (!one.isSetNow()) {
        Thread.sleep(20);
      }

      Stop lost = one.get().orElseThrow();
      assertThat(lost.kind(), is(Stop.Kind.LOST));
      assertThat(lost.message(), startsWith("the run run-1 was taken for dead: too late"));
    }
  }

  private StopSign sign(String runId) {
    return new StopSign(tables.database(), runId);
  }
}
