package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.quota.DatabaseTokens.Reserved;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** Workers for whom work always waits, in a time that passes only in the test. */
@OnBothDatabases
class TokensOfAMinuteTest {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long START = 1_000_000 * SECOND;
  private static final long PER_MINUTE = 60_000;

  /** How soon a worker sees what another has given back. */
  private static final long CHECK_EVERY = SECOND;

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;
  private final Random random = new Random(1);
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::micros));
  private final List<Use> uses = new ArrayList<>();
  private long now = START;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    tables.addRun("run-1", "scorer-1");
    tables.execute("CREATE TABLE test_clock (micros BIGINT)");
    tables.execute("INSERT INTO test_clock VALUES (?)", START);
  }

  @Test
  void areUsedThoughRequestsReserveTwiceAsMany() {
    simulate(
        1,
        4_000,
        used -> 1_200 + random.nextInt(1_600),
        sent -> SECOND / 2 + random.nextInt((int) (2 * SECOND)));

    assertThat(shareUsed(), is(greaterThanOrEqualTo(0.9)));
    assertThat(mostInAMinute(), is(lessThanOrEqualTo(PER_MINUTE)));
  }

  @Test
  void areUsedByAllWorkersTogether() {
    simulate(
        3,
        4_000,
        used -> 1_200 + random.nextInt(1_600),
        sent -> SECOND / 2 + random.nextInt((int) (2 * SECOND)));

    assertThat(shareUsed(), is(greaterThanOrEqualTo(0.9)));
    assertThat(mostInAMinute(), is(lessThanOrEqualTo(PER_MINUTE)));
    assertThat(uses.stream().map(Use::worker).distinct().count(), is(3L));
  }

  @Test
  void areNotExceededWhenAnswersComeSoonerThanBefore() {
    simulate(2, 4_000, used -> 2_000, sent -> sent < START + MINUTE ? 20 * SECOND : SECOND / 10);

    assertThat(mostInAMinute(), is(lessThanOrEqualTo(PER_MINUTE)));
  }

  @Test
  void areNotExceededForLongWhenRequestsUseMoreThanTheyReserve() {
    simulate(1, 2_000, used -> 3_000, sent -> 2 * SECOND);

    assertThat(shareUsed(), is(lessThanOrEqualTo(1.0)));
    assertThat(
        "no more than the surplus of requests in flight comes on top",
        mostInAMinute(),
        is(lessThanOrEqualTo(PER_MINUTE + 3 * 1_000)));
  }

  @Test
  void areLeftToARequestThatIsLargerThanTheQuota() {
    simulate(1, 100_000, used -> 50_000, sent -> 2 * SECOND);

    assertThat(uses.size(), is(greaterThanOrEqualTo(2)));
    assertThat(mostInAMinute(), is(lessThanOrEqualTo(PER_MINUTE)));
  }

  @Test
  void areThoseThatTheProviderNamesWhenItNamesFewer() {
    tokens().name(OptionalDouble.of(PER_MINUTE / 2.0));

    simulate(2, 4_000, used -> 2_000, sent -> SECOND);

    assertThat(mostInAMinute(), is(lessThanOrEqualTo(PER_MINUTE / 2)));
  }

  @Test
  void areNotTakenByARunThatLostItsRow() {
    DatabaseTokens tokens = tokens();
    assertThat(tokens.reserve(1, PER_MINUTE).isPresent(), is(true));
    tables.execute("UPDATE runs SET status = 'died'");

    assertThat(tokens.reserve(1, PER_MINUTE), is(Optional.empty()));
  }

  /** On SQLite nothing passes between two statements of a transaction that writes. */
  @Test
  void areNotTakenWithoutALockOnTheScheduleWhenTheyFallDueMeanwhile() {
    assumeTrue(engine == Engine.POSTGRESQL);
    tables.execute("CREATE SEQUENCE looks");
    DatabaseTokens tokens =
        new DatabaseTokens(
            tables.database(),
            "tokens",
            "run-1",
            "(SELECT CASE WHEN nextval('looks') = 1 THEN %d ELSE %d END)"
                .formatted(START - 1, START + 1));
    tables.execute("UPDATE quota SET next_at_micros = ?", START);

    DatabaseTokens.Answer first = tokens.reserve(1, PER_MINUTE).orElseThrow();

    assertThat(first, is(new DatabaseTokens.Answer(Optional.empty(), 1, OptionalDouble.empty())));
    assertThat(tables.column("SELECT next_at_micros FROM quota"), is(List.of(START)));
    assertThat(tables.column("SELECT COUNT(*) FROM quota_tokens"), is(List.of(0L)));
    assertThat(tokens.reserve(1, PER_MINUTE).orElseThrow().reserved().isPresent(), is(true));
  }

  private DatabaseTokens tokens() {
    return new DatabaseTokens(
        tables.database(), "tokens", "run-1", "(SELECT micros FROM test_clock)");
  }

  /** Three minutes of requests that each reserve {@code most} tokens. */
  private void simulate(int workers, long most, LongUnaryOperator used, LongUnaryOperator latency) {
    List<DatabaseTokens> each = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      each.add(tokens());
      events.add(new Event(START, worker, null, 0));
    }
    while (events.peek().micros < START + 3 * MINUTE) {
      Event event = events.remove();
      if (event.micros > now) {
        now = event.micros;
        tables.execute("UPDATE test_clock SET micros = ?", now);
      }
      DatabaseTokens tokens = each.get(event.worker);
      if (event.reservedOrNull != null) {
        tokens.settle(event.reservedOrNull, event.used, event.reservedOrNull.atMicros());
        events.removeIf(other -> other.worker == event.worker && other.reservedOrNull == null);
      }
      DatabaseTokens.Answer answer = tokens.reserve(most, PER_MINUTE).orElseThrow();
      if (answer.reserved().isPresent()) {
        long use = used.applyAsLong(now);
        uses.add(new Use(now, event.worker, use));
        events.add(
            new Event(now + latency.applyAsLong(now), event.worker, answer.reserved().get(), use));
      }
      events.add(
          new Event(now + Math.min(CHECK_EVERY, answer.waitMicros()), event.worker, null, 0));
    }
  }

  /** Without the first minute, in which nothing was given back at first. */
  private double shareUsed() {
    long used =
        uses.stream()
            .filter(use -> use.micros >= START + MINUTE && use.micros < START + 3 * MINUTE)
            .mapToLong(Use::tokens)
            .sum();
    double share = used / (2.0 * PER_MINUTE);
    System.out.printf("figures: %s: %.1f %% of the tokens used%n", engine, 100 * share);
    return share;
  }

  /** In any minute. */
  private long mostInAMinute() {
    return uses.stream()
        .mapToLong(
            last ->
                uses.stream()
                    .filter(use -> use.micros <= last.micros && use.micros > last.micros - MINUTE)
                    .mapToLong(Use::tokens)
                    .sum())
        .max()
        .orElse(0);
  }

  /**
   * @param reservedOrNull what is settled; null when a worker looks for tokens
   */
  private record Event(long micros, int worker, Reserved reservedOrNull, long used) {}

  private record Use(long micros, int worker, long tokens) {}
}
