package org.postlabel.status;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.metrics.Counts;
import org.postlabel.post.Usage;
import org.postlabel.run.Holder;
import org.postlabel.run.RecordedRun;

class StatusReaderTest {
  private static final String LABELS = "perspective_api_labels";
  private static final long TEXTS_OF_A_QUERY = 5;
  private static final Instant START = Instant.parse("2026-03-01T10:00:05Z");

  private Instant now = START.plusSeconds(100);

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void measuresWholeStretchesOfTheLastMinute(Database database) {
    addRun(database, "run-1", "elsewhere/1", "{\"queriesPerMinute\":\"600.0\"}", 400, 100);
    addTraffic(database, "run-1", "a", START.plusSeconds(25), 1_000_000);
    addTraffic(database, "run-1", "a", START.plusSeconds(35), 100);
    addTraffic(database, "run-1", "a", START.plusSeconds(85), 200);
    addTraffic(database, "run-1", "b", START.plusSeconds(85), 180);
    addTraffic(database, "run-1", "a", START.plusSeconds(95), 1_000_000);
    addTraffic(database, "run-2", "a", START.plusSeconds(85), 1_000_000);

    RunProgress run = read(database).inProgress().get(0);
    assertThat(
        run.queries(),
        is(
            new RunProgress.Queries(
                OptionalDouble.of(8), OptionalDouble.of(10), new Counts(480, 3, 6, 9, 12))));
    assertThat(run.queries().quotaUse(), is(OptionalDouble.of(0.8)));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void measuresAYoungRunFromItsStart(Database database) {
    addRun(database, "run-1", "elsewhere/1", "{}", 0, 0);
    addTraffic(database, "run-1", "a", START.minusSeconds(5), 50);

    now = START.plusSeconds(6);
    assertThat(queries(database).perSecond(), is(OptionalDouble.empty()));
    now = START.plusSeconds(7);
    assertThat(queries(database).perSecond(), is(OptionalDouble.of(10)));
    assertThat(queries(database).quotaUse(), is(OptionalDouble.empty()));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void foretellsTheEndFromThePaceSoFar(Database database) {
    addRun(database, "run-1", "elsewhere/1", "{}", 400, 100);
    addPosts(database, 2_500);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO run_posts (run_id, position, uri) SELECT 'run-1', id, uri FROM"
                        + " posts"));

    RunProgress run = read(database).inProgress().get(0);
    assertThat(List.of(run.done(), run.posts()), is(List.of(500L, 2_500L)));
    assertThat(run.postsPerSecond(), is(5.0));
    assertThat(run.timeLeft(), is(Optional.of(Duration.ofSeconds(400))));
    assertThat(
        StatusText.lines(read(database), now),
        hasItem(containsString("about 0:06:40, until 2026-03-01 10:08:25 UTC")));

    addTraffic(database, "run-1", "a", START.plusSeconds(85), 200);
    run = read(database).inProgress().get(0);
    assertThat("labels of this slice are not written yet", run.done(), is(500L));
    assertThat(run.answered(), is(1_000L));
    assertThat(run.timeLeft(), is(Optional.of(Duration.ofSeconds(150))));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void seesThatARunHasDied(Database database) {
    addRun(database, "run-1", "elsewhere/1", "{}", 400, 100);
    addTraffic(database, "run-1", "a", START, 70);
    heartbeat(database, now.minusSeconds(31));

    Status status = read(database);
    assertThat(status.inProgress(), is(List.of()));
    assertThat(
        status.runs(),
        contains(
            new RecordedRun(
                "run-1",
                "scorer-1",
                "died",
                "test",
                START,
                now.minusSeconds(31),
                new RecordedRun.Sums(0, 0, 0, 400, 100, 0, 4, 70, 1, Usage.NONE, 0),
                new TreeMap<>(),
                new RecordedRun.Canaries(0, null),
                null,
                false,
                new Holder("elsewhere", 1, null))));

    heartbeat(database, now.minusSeconds(29));
    assertThat(read(database).runs().get(0).status(), is("running"));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void countsPostsByState(Database database) {
    addPosts(database, 10);
    addLabel(database, "uri-1", true, null);
    addLabel(database, "uri-2", true, "some_attributes_missing");
    addLabel(database, "uri-3", false, "text_too_long");
    addLabel(database, "uri-4", false, null);
    addLabel(database, "uri-gone", true, null);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE posts SET text = 'New' WHERE uri IN ('uri-2', 'uri-9')"));

    PostStates posts = read(database).posts();
    assertThat(
        posts,
        is(new PostStates(10, 6, 1, 3, Map.of("text_too_long", 1L, "no reason given", 1L), now)));
    assertThat(posts.ofOtherPosts(), is(1L));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void countsPostsNoMoreOftenThanTheMachineCanBear(Database database) {
    StatusReader reader = new StatusReader(database, LABELS, true, () -> now);
    addPosts(database, 10);
    assertThat(reader.read().posts().posts(), is(10L));
    addPosts(database, 20);
    assertThat(reader.read().posts().posts(), is(10L));
    now = now.plusSeconds(600);

    assertThat(reader.read().posts().posts(), is(20L));
  }

  private RunProgress.Queries queries(Database database) {
    return read(database).inProgress().get(0).queries();
  }

  private Status read(Database database) {
    return new StatusReader(database, LABELS, true, () -> now).read();
  }

  private void addRun(
      Database database, String id, String holder, String options, long labelled, long failed) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options,
                                      started_at, heartbeat_at, labelled, failed, calls)
                    VALUES (?, 'scorer-1', 'running', ?, 'test', ?, ?, ?, ?, ?, 5)\
                    """,
                    id,
                    holder,
                    options,
                    database.dialect().timestamp(START),
                    database.dialect().timestamp(now),
                    labelled,
                    failed));
  }

  private static void heartbeat(Database database, Instant instant) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE runs SET heartbeat_at = ?", database.dialect().timestamp(instant)));
  }

  private static void addTraffic(
      Database database, String runId, String worker, Instant from, long calls) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO run_traffic (run_id, worker, from_second, calls, retries, throttled,
                                             failures, from_ledger, answered, latencies)
                    VALUES (?, ?, ?, ?, 1, 2, 3, 4, ?, '')\
                    """,
                    runId,
                    worker,
                    from.getEpochSecond(),
                    calls,
                    calls * TEXTS_OF_A_QUERY));
  }

  private static void addPosts(Database database, int upTo) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              for (int i = 1; i <= upTo; i++) {
                handle.execute(
                    "INSERT INTO posts (uri, text) VALUES (?, 'Text') ON CONFLICT DO NOTHING",
                    "uri-" + i);
              }
            });
  }

  private static void addLabel(
      Database database, String uri, boolean isSuccessful, String reasonOrNull) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled, reason,
                      label_timestamp, text_hash, scorer_id, run_id)
                    VALUES (?, 'Text', ?, ?, ?, 'hash', 'scorer-1', 'run-1')\
                    """,
                    uri,
                    isSuccessful,
                    reasonOrNull,
                    database.dialect().timestamp(START)));
  }
}
