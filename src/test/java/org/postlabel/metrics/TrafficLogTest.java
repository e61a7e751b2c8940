package org.postlabel.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.InstantSource;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.database.Migrations;

class TrafficLogTest {
  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void addsUpWhatComesInParts(Database database) {
    TrafficTable table = new TrafficTable(database, "run-1", "worker-1");
    table.add(List.of(stretch(10, new Counts(1, 2, 3, 4, 5), 100), stretch(20, Counts.NONE, 1)));
    table.add(List.of(stretch(10, new Counts(10, 20, 30, 40, 50), 200)));
    new TrafficTable(database, "run-1", "worker-2").add(List.of(stretch(10, Counts.NONE, 9)));

    assertThat(
        rows(database, "calls, retries, throttled, failures, from_ledger, answered"),
        contains(
            "worker-1 10 11 22 33 44 55 66", "worker-2 10 0 0 0 0 0 0", "worker-1 20 0 0 0 0 0 0"));
    Histogram both = Latencies.none();
    both.recordValue(100);
    both.recordValue(200);
    assertThat(Latencies.parse(rows(database, "latencies").get(0).split(" ", -1)[2]), is(both));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void writesTheLastPartWhenItIsClosed(Database database) {
    Tally tally = new Tally(InstantSource.system(), 1);
    TrafficLog first = TrafficLog.start(database, "run-1", tally);
    tally.foundInLedger(3);
    first.close();
    TrafficLog second = TrafficLog.start(database, "run-1", tally);
    tally.foundInLedger(4);
    second.close();

    assertThat(
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .select("SELECT SUM(from_ledger) FROM run_traffic WHERE run_id = 'run-1'")
                        .mapTo(Long.class)
                        .one()),
        is(7L));
  }

  @Test
  void keepsCountingWhenItCannotWrite() {
    Database database = Databases.sqlite();
    Migrations.migrate(database);
    database.jdbi().useHandle(handle -> handle.execute("DROP TABLE run_traffic"));
    Tally tally = new Tally(InstantSource.system(), 1);
    TrafficLog log = TrafficLog.start(database, "run-1", tally);
    tally.foundInLedger(3);
    log.close();

    assertThat(tally.take(), is(not(Counts.NONE)));
  }

  private static Stretch stretch(long fromSecond, Counts counts, long latencyMicros) {
    Histogram latencies = Latencies.none();
    latencies.recordValue(latencyMicros);
    return new Stretch(fromSecond, counts, 6 * counts.calls(), latencies);
  }

  private static List<String> rows(Database database, String columns) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT worker, from_second, %s FROM run_traffic ORDER BY 2, 1"
                            .formatted(columns))
                    .map(
                        (row, context) -> {
                          StringBuilder line = new StringBuilder(row.getString(1));
                          for (int i = 2; i <= row.getMetaData().getColumnCount(); i++) {
                            line.append(' ').append(row.getString(i));
                          }
                          return line.toString();
                        })
                    .list());
  }
}
