package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.post.Usage;
import org.postlabel.report.ReportedRun;

class RunReaderTest {
  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void findsARunWithItsSumsAndOptions(Database database) {
    ReportedRun.addTo(database, List.of("prob_toxic"), 100);

    RecordedRun run = new RunReader(database).find(ReportedRun.ID).orElseThrow();

    assertThat(
        run,
        is(
            new RecordedRun(
                ReportedRun.ID,
                ReportedRun.SCORER,
                "stopped",
                "0.1.0",
                Instant.parse("2026-05-02T08:00:03Z"),
                Instant.parse("2026-05-02T08:15:03Z"),
                new RecordedRun.Sums(140, 140, 100, 90, 10, 40, 270, 8_600, 210, Usage.NONE, 0),
                new TreeMap<>(
                    Map.of("queriesPerSecond", "10.0", "endpoint", "https://example.org/<script>")),
                new RecordedRun.Canaries(0, null),
                "stopped by a signal; run again",
                false,
                new Holder("elsewhere", 1, null))));
    assertThat(run.wallTime(), is(Duration.ofMinutes(15)));
    assertThat(run.sums().isConserved(), is(true));
    assertThat(new RunReader(database).find("another"), is(Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void readsARunOfAClusterWhoseAddressIsAUrl(Database database) {
    ReportedRun.addTo(database, List.of("prob_toxic"), 10);
    database
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE runs SET holder = 'cluster http://host:8081'"));

    assertThat(
        new RunReader(database).newest().orElseThrow().holder(),
        is(Holder.cluster("http://host:8081")));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void takesTheNewestAlsoWhileItGoesOn(Database database) throws Exception {
    assertThat(new RunReader(database).newest(), is(Optional.empty()));
    ReportedRun.addTo(database, List.of("prob_toxic"), 10);

    try (Run running =
        Run.begin(
            database,
            new Run.Work("kind", "scorer", "labels", "test", "{}"),
            Holder.thisProcess())) {
      RecordedRun newest = new RunReader(database).newest().orElseThrow();

      assertThat(newest.runId(), is(running.id()));
      assertThat(newest.status(), is("running"));
      assertThat(newest.sums(), is(new RecordedRun.Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, Usage.NONE, 0)));
      assertThat(newest.wallTime(), is(Duration.ofSeconds(1)));
    }
  }
}
