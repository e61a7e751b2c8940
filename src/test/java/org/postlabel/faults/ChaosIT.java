package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.PostgresServer;

/**
 * Two runs on one quota and one table of posts, while runs are killed and suspended, and the
 * database and the provider go away, in an order drawn from a seed. The system property {@code
 * chaos.seconds} says for how long, {@code chaos.seed} gives another order.
 */
class ChaosIT {
  private static final int SECONDS = Integer.getInteger("chaos.seconds", 25);
  private static final long SEED = Long.getLong("chaos.seed", 20);

  /** So many that the runs are at work nearly to the end: two calls each, less the equal texts. */
  private static final int POSTS = SECONDS * 100 / 3;

  private static final int QUERIES_PER_SECOND = 80;

  /** For all posts of both runs; half as long again, since a busy machine uses less of a quota. */
  private static final int WORK_SECONDS = 3 * POSTS / QUERIES_PER_SECOND;

  private static final int MAX_IN_FLIGHT = 20;
  private static final long SUSPENDED_SECONDS = 40;

  private enum Event {
    KILL,
    SUSPEND,
    DATABASE,
    PROVIDER
  }

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final Map<Event, Integer> events = new EnumMap<>(Event.class);

  @ParameterizedTest
  @EnumSource(Engine.class)
  void keepsEveryPromise(Engine engine) throws Exception {
    try (Storage storage = Storage.of(engine, folder);
        RestartedProvider provider = new RestartedProvider(Scenario.HEALTHY.withLatency(120, 60));
        Stalls stalls = Stalls.watch()) {
      Scenario scenario = storage.scenario();
      scenario.withPosts(POSTS, SEED).withEndpoint(provider.endpoint());
      List<RestartedRun> runs =
          List.of(
              new RestartedRun(scenario, WORK_SECONDS, options("one", "perspective_api_labels")),
              new RestartedRun(scenario, WORK_SECONDS, options("other", "other_labels")));
      try {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end) {
          Thread.sleep(1_000 + random.nextInt(3_000));
          for (RestartedRun run : runs) {
            run.attend();
          }
          Event event = Event.values()[random.nextInt(Event.values().length)];
          if (happens(event, runs.get(random.nextInt(runs.size())), storage, provider)) {
            events.merge(event, 1, Integer::sum);
          }
        }
        for (RestartedRun run : runs) {
          run.complete();
        }
      } finally {
        runs.forEach(RestartedRun::close);
      }
      check(engine, scenario, provider, runs, stalls);
    }
  }

  private boolean happens(
      Event event, RestartedRun run, Storage storage, RestartedProvider provider) throws Exception {
    int awayMillis = 500 + random.nextInt(4_000);
    return switch (event) {
      case KILL -> run.kill();
      case SUSPEND -> run.suspend(SUSPENDED_SECONDS);
      case DATABASE -> {
        storage.goAway(awayMillis);
        yield true;
      }
      case PROVIDER -> {
        provider.stop();
        Thread.sleep(awayMillis);
        provider.start();
        yield true;
      }
    };
  }

  private void check(
      Engine engine,
      Scenario scenario,
      RestartedProvider provider,
      List<RestartedRun> runs,
      Stalls stalls)
      throws Exception {
    Map<String, Integer> callsByHash = provider.callsByHash();
    int calls = callsByHash.values().stream().mapToInt(Integer::intValue).sum();
    int repeated = calls - 2 * scenario.distinctTexts();
    List<Integer> exitCodes = new ArrayList<>();
    runs.forEach(run -> exitCodes.addAll(run.exitCodes()));
    System.out.printf(
        "chaos, %s, %d s, seed %d: %s; exit codes %s; %,d calls for 2 x %,d texts, %d repeated;"
            + " at most %d of %d in a second, the provider stood still for up to %d ms%n",
        engine,
        SECONDS,
        SEED,
        events,
        exitCodes,
        calls,
        scenario.distinctTexts(),
        repeated,
        provider.maxInAnySecond(),
        QUERIES_PER_SECOND,
        stalls.longestMillis());

    for (String table : List.of("perspective_api_labels", "other_labels")) {
      assertThat("nothing is lost", scenario.check(table).left(), is(0));
    }
    assertThat(number(scenario, "ledger"), is(2L * scenario.distinctTexts()));
    assertThat(number(scenario, "run_posts"), is(0L));
    assertThat(number(scenario, "runs WHERE status = 'running'"), is(0L));
    // 2 when it is started while the database is away.
    assertThat(exitCodes, everyItem(is(in(List.of(0, 2, 3, 4, 75, 137)))));
    assertThat(
        "only valid texts are sent",
        callsByHash.keySet(),
        everyItem(is(in(scenario.hashesThatMayBeSent()))));
    assertThat(
        "only what was in flight is sent twice",
        repeated,
        is(
            lessThanOrEqualTo(
                MAX_IN_FLIGHT
                    * (events.getOrDefault(Event.KILL, 0)
                        + events.getOrDefault(Event.SUSPEND, 0)
                        + 2 * events.getOrDefault(Event.PROVIDER, 0)))));
    // What arrives while the provider stands still counts when it goes on.
    long counted = QUERIES_PER_SECOND * (1_000 + stalls.longestMillis()) / 1_000;
    assertThat("the quota", (long) provider.maxInAnySecond(), lessThanOrEqualTo(counted));
  }

  private static long number(Scenario scenario, String rows) throws SQLException {
    return scenario.tables().number("SELECT COUNT(*) FROM " + rows);
  }

  private static String[] options(String scorer, String table) {
    return new String[] {
      "--scorerName=" + scorer,
      "--labelsTable=" + table,
      "--quotaName=shared",
      "--queriesPerSecond=" + QUERIES_PER_SECOND,
      "--maxRequestsInFlight=" + MAX_IN_FLIGHT,
      "--requestMode=single"
    };
  }

  /** A database that can go away for a while. */
  private record Storage(Scenario scenario, PostgresServer serverOrNull) implements AutoCloseable {
    static Storage of(Engine engine, Path folder) throws Exception {
      PostgresServer server = engine == Engine.POSTGRESQL ? PostgresServer.own() : null;
      return new Storage(
          server == null
              ? new Scenario(engine, folder)
              : new Scenario(server.migratedDatabase(), folder),
          server);
    }

    /** A server crashes and is started again; a file is locked by another connection. */
    void goAway(long millis) throws Exception {
      if (serverOrNull != null) {
        serverOrNull.crash();
        Thread.sleep(millis);
        serverOrNull.startAgain();
        return;
      }
      try (Connection other = scenario.tables().connect();
          Statement statement = other.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 30000"); // As long as a run waits.
        statement.execute("BEGIN EXCLUSIVE");
        Thread.sleep(millis);
        statement.execute("ROLLBACK");
      }
    }

    @Override
    public void close() throws IOException {
      scenario.close();
      if (serverOrNull != null) {
        serverOrNull.close();
      }
    }
  }
}
