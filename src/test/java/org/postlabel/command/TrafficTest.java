package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.EmulatorStats;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.metrics.Latencies;
import org.postlabel.options.CommandLine;

/** The table of traffic after whole runs. */
class TrafficTest {
  private static final EmulatorSetup FAULTY =
      EmulatorSetup.PLAIN.with(Fault.THROTTLED, 0.05).with(Fault.UNAVAILABLE, 0.1);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void isWhatTheProviderSaw(Database database) throws Exception {
    addPosts(database, 300);

    try (Emulator emulator = Emulator.start(FAULTY.config())) {
      run(database, emulator);
      run(database, emulator);

      EmulatorStats stats = emulator.stats();
      Map<String, Long> statuses = stats.callsByStatus();
      assertThat(
          rows(
              database,
              "SELECT SUM(calls), SUM(throttled), SUM(failures) FROM run_traffic",
              (row, context) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3))),
          is(List.of(List.of(stats.arrived().calls(), statuses.get("429"), statuses.get("503")))));
      assertThat(
          rows(
              database,
              """
              SELECT r.run_id FROM runs r LEFT JOIN run_traffic t ON t.run_id = r.run_id
              GROUP BY r.run_id, r.calls, r.retries, r.from_ledger
              HAVING r.calls <> COALESCE(SUM(t.calls), 0)
                OR r.retries <> COALESCE(SUM(t.retries), 0)
                OR r.from_ledger <> COALESCE(SUM(t.from_ledger), 0)\
              """,
              (row, context) -> row.getString(1)),
          is(List.of()));
      assertThat(requests(database), is(stats.arrived().calls()));
      assertThat(
          rows(
              database,
              "SELECT DISTINCT worker FROM run_traffic",
              (row, context) -> row.getString(1)),
          hasSize(1));
    }
  }

  /** Each call is a request of its own here. */
  private static long requests(Database database) {
    return rows(
            database,
            "SELECT latencies FROM run_traffic",
            (row, context) -> Latencies.parse(row.getString(1)).getTotalCount())
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static <T> List<T> rows(Database database, String sql, RowMapper<T> mapper) {
    return database.jdbi().withHandle(handle -> handle.select(sql).map(mapper).list());
  }

  private static void addPosts(Database database, int count) {
    String posts =
        IntStream.range(0, count)
            .mapToObj("{\"uri\":\"%1$d\",\"text\":\"A text with number %1$d\"}"::formatted)
            .collect(joining("\n"));
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(posts.getBytes(UTF_8)));
  }

  private void run(Database database, Emulator emulator) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    List<String> options = InThisProcess.optionsOf(database);
    options.addAll(
        List.of(
            "--endpoint=" + emulator.endpoint(),
            "--apiKeyFile=" + key,
            "--queriesPerSecond=0",
            "--report=off",
            "--requestMode=single"));
    RunCommand.run(CommandLine.parse(options));
  }
}
