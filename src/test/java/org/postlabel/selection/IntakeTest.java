package org.postlabel.selection;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.ledger.UnansweredTexts;
import org.postlabel.selection.WorkList.Selection;
import org.postlabel.selection.sample.DrawnSample;
import org.postlabel.selection.sample.Sample;
import org.postlabel.selection.source.PostSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class IntakeTest {
  private static final Selection ALL = new Selection("ours", false, false, 0);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;
  private WorkList list;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    list = new WorkList(tables.database(), PostSource.OURS, "perspective_api_labels", "run-1");
  }

  @Test
  void takesOnTheSameInPortionsAsAtOnce() {
    addPosts(57);
    assertThat(list.fill(ALL), is(57L));
    List<Object> atOnce = listed();

    for (int portion : List.of(1, 7, 10, 57, 60)) {
      assertThat(inPortions(ALL, portion), is(atOnce));
    }
  }

  @Test
  void keepsToALimitAndASampleOverAllPortions() {
    addPosts(57);
    for (Selection selection :
        List.of(
            new Selection("ours", false, false, 23),
            ALL.withSample(new Sample(20, false, 1)),
            new Selection("ours", false, false, 9).withSample(new Sample(20, false, 1)))) {
      tables.execute("DELETE FROM run_posts");
      list.fill(selection);
      List<Object> atOnce = listed();

      assertThat(inPortions(selection, 4), is(atOnce));
    }
  }

  @Test
  void goesOnAfterThePostsThatItHasTakenOnWhateverBecameOfThem() {
    addPosts(10);
    Intake intake = list.intake(ALL);
    intake.takeOn(4, listed -> {});
    tables.addPost("at://0 older", "A text", "2001-01-01-00:00:00");

    assertThat(intake.takeOn(100, listed -> {}), is(6L));
    assertThat(intake.takeOn(100, listed -> {}), is(0L));
    assertThat(listed().stream().distinct().count(), is(10L));
  }

  @Test
  void takesOnTextsThatWereNotAnsweredAfterAllOthers() {
    addPosts(20);
    tables.execute("UPDATE posts SET text = 'A sick text' WHERE uri IN ('at://3', 'at://0')");
    list.fill(ALL);
    List<Object> inOrder = new ArrayList<>(listed());
    new UnansweredTexts(tables.database(), "theirs", "run-1").count("hash", "A text");
    new UnansweredTexts(tables.database(), "ours", "run-1").count("hash", "A sick text");

    List<Object> sick = inOrder.stream().filter(List.of("at://3", "at://0")::contains).toList();
    inOrder.removeAll(sick);
    inOrder.addAll(sick);
    assertThat(inPortions(ALL, 7), is(inOrder));
    assertThat(inPortions(new Selection("ours", false, false, 18), 7), is(inOrder.subList(0, 18)));
  }

  @Test
  void cutsSlicesByTheBytesOfTheirTexts() {
    for (int i = 0; i < 6; i++) {
      tables.addPost("at://" + i, i == 4 ? "x".repeat(90) : "ü".repeat(10), null);
    }
    list.fill(ALL);

    assertThat(list.lastWithin(1, 100, 60), is(3L));
    assertThat(list.lastWithin(1, 2, 60), is(2L));
    assertThat(list.lastWithin(4, 100, 60), is(4L));
    assertThat("one at least", list.lastWithin(5, 100, 60), is(5L));
    assertThat(list.lastWithin(6, 100, 60), is(6L));
  }

  @Test
  void readsNoMoreOfOurPostsAtOnceThanAStretch() {
    assumeTrue(engine == Engine.SQLITE, "its plan does not depend on the number of rows");
    addPosts(57);
    Intake intake = list.intake(ALL, 20);
    while (intake.takeOn(9, listed -> {}) == 9) {
      String plan = String.join("; ", plan(intake));
      assertThat(plan, containsString("SEARCH p USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"));
      assertThat(plan, not(containsString("SCAN")));
    }
    assertThat(listed().size(), is(57));
  }

  @Test
  void beginsALargeTableWhereItsLabelledPartEndsAndComesRoundToWhatIsMissingBefore() {
    addPostsInOrder(1_000);
    label("id <= 600 AND id NOT IN (10, 300, 590)");
    Intake intake = list.intake(ALL, 50);

    assertThat(intake.takeOn(4, listed -> {}), is(4L));
    assertThat(listed(), is(uris(10, 590, 601, 602)));
    while (!intake.isComplete()) {
      intake.takeOn(1_000, listed -> {});
    }

    List<Object> all = listed();
    assertThat(all.size(), is(403));
    assertThat(all.subList(4, 402), is(uris(IntStream.rangeClosed(603, 1_000).toArray())));
    assertThat(all.get(402), is("at://0300"));
  }

  @Test
  void skipsNoPostWhereverLabelsAreMissing() {
    addPostsInOrder(400);
    tables.execute("DELETE FROM posts WHERE id BETWEEN 120 AND 180 OR id % 7 = 0");
    tables.execute("UPDATE posts SET id = id - 1000 WHERE id < 30");
    tables.execute("UPDATE posts SET id = id + 4000000000000000000 WHERE id > 350");
    for (String labelled :
        List.of(
            "1 = 1",
            "1 = 0",
            "id % 3 = 1",
            "id <= 200",
            "id > 200",
            "id NOT IN (81, 200, 349)",
            "id BETWEEN 60 AND 300",
            "id NOT BETWEEN 60 AND 300")) {
      tables.execute("DELETE FROM perspective_api_labels");
      label(labelled);
      List<Object> wanted =
          tables.column(
              "SELECT uri FROM posts WHERE uri NOT IN (SELECT uri FROM perspective_api_labels)"
                  + " ORDER BY uri");
      for (int rows : List.of(1, 7, 50, 1_000)) {
        for (long limit : List.of(0L, 5L)) {
          tables.execute("DELETE FROM run_posts");
          Intake intake = list.intake(new Selection("ours", false, false, limit), rows);
          while (!intake.isComplete()) {
            intake.takeOn(13, listed -> {});
          }
          List<Object> found = listed().stream().map(String.class::cast).sorted().collect(toList());
          if (limit == 0) {
            assertThat(labelled + ", " + rows, found, is(wanted));
          } else {
            assertThat(found.size(), is(Math.min(5, wanted.size())));
            assertThat(wanted.containsAll(found), is(true));
          }
        }
      }
    }
  }

  @Test
  void doesNotWaitForTheRestOfTheTableWhenItHasFoundSome() {
    addPostsInOrder(1_000);
    label("id NOT IN (3, 700)");
    Intake intake = list.intake(ALL, 50);

    assertThat(intake.takeOn(20_000, listed -> {}), is(1L));
    assertThat(intake.isComplete(), is(false));
    assertThat(intake.takeOn(20_000, listed -> {}), is(1L));
    assertThat(intake.takeOn(20_000, listed -> {}), is(0L));
    assertThat(intake.isComplete(), is(true));
  }

  private static List<Object> uris(int... numbers) {
    return IntStream.of(numbers).mapToObj("at://%04d"::formatted).collect(toList());
  }

  private void addPostsInOrder(int count) {
    tables.execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO posts (id, uri, text)
        SELECT i, 'at://' || SUBSTR(CAST(10000 + i AS TEXT), 2), 'A text' FROM n\
        """
            .formatted(count));
  }

  private void label(String condition) {
    tables.execute(
        """
        INSERT INTO perspective_api_labels
          (uri, text, was_successfully_labeled, label_timestamp, text_hash, scorer_id, run_id)
        SELECT uri, text, TRUE, ?, 'hash', 'ours', 'earlier' FROM posts WHERE %s\
        """
            .formatted(condition),
        tables.dialect().timestamp(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private List<String> plan(Intake intake) {
    List<String> steps = new ArrayList<>();
    try (Connection connection = tables.database().connect();
        PreparedStatement explain = intake.select(connection, 10, "EXPLAIN QUERY PLAN ");
        ResultSet plan = explain.executeQuery()) {
      while (plan.next()) {
        steps.add(plan.getString("detail"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return steps;
  }

  @Test
  void letsOthersWriteMeanwhile() {
    addPosts(30_000);
    Intake intake = list.intake(ALL);
    List<Long> waits = new ArrayList<>();

    long taken =
        intake.takeOn(
            Long.MAX_VALUE,
            listed -> {
              long start = System.nanoTime();
              tables.execute("UPDATE posts SET source = 'seen' WHERE uri = 'at://1'");
              waits.add(System.nanoTime() - start);
            });

    assertThat(taken, is(30_000L));
    long longest = waits.stream().mapToLong(Long::longValue).max().orElseThrow();
    System.out.printf(
        "%s: 30,000 posts taken on in %d transactions; another writer waited %d ms at most%n",
        engine, waits.size(), longest / 1_000_000);
    assertThat(waits.size(), is(60));
    assertThat(Duration.ofNanos(longest), lessThan(Duration.ofSeconds(1)));
  }

  @Test
  void endsWhenItIsCancelled() throws Exception {
    addPosts(3_000);
    Intake intake = list.intake(ALL);

    intake.takeOn(Long.MAX_VALUE, listed -> intake.cancel());

    assertThat(listed().size(), lessThan(1_001));
    assertThat(intake.takeOn(100, listed -> {}), is(0L));
  }

  @Test
  void drawsASampleFromOneStateOfTheTable() throws Exception {
    addPosts(2_000);
    AtomicBoolean hasEnded = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> adding =
          thread.submit(
              () -> {
                for (int i = 0; i < 50 && !hasEnded.get(); i++) {
                  tables.execute(
                      """
                      INSERT INTO posts (uri, text)
                      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
                      SELECT 'at://meanwhile/%d/' || i, 'a text' FROM n\
                      """
                          .formatted(i));
                }
              });
      for (int i = 0; i < 5; i++) {
        tables.execute("DELETE FROM run_posts");
        list.intake(ALL.withSample(new Sample(1_000, false, i))).takeOn(1, listed -> {});
      }
      hasEnded.set(true);
      adding.get();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  @Timeout(60)
  void endsTheDrawOfASampleSoonAfterItIsCancelled() throws Exception {
    addPosts(3_000);
    AtomicInteger posts = new AtomicInteger();
    try (Connection from = tables.database().connectToRead()) {
      assertThrows(
          SQLException.class,
          () ->
              DrawnSample.of(
                  new Sample(10, false, 1), from, "posts", () -> posts.incrementAndGet() > 100));
    }
    assertThat(posts.get(), is(101));
  }

  private List<Object> inPortions(Selection selection, int portion) {
    tables.execute("DELETE FROM run_posts");
    Intake intake = list.intake(selection);
    long taken;
    do {
      taken = intake.takeOn(portion, listed -> {});
    } while (taken == portion);
    return listed();
  }

  private List<Object> listed() {
    return tables.column("SELECT uri FROM run_posts ORDER BY position");
  }

  /** A third has the same time as others, a third has none. */
  private void addPosts(int count) {
    tables
        .database()
        .jdbi()
        .useTransaction(
            handle -> {
              var rows =
                  handle.prepareBatch(
                      "INSERT INTO posts (uri, text, synctimestamp) VALUES (?, 'A text', ?)");
              for (int i = 0; i < count; i++) {
                String time =
                    i % 3 == 0
                        ? "2024-01-%02d-00:00:00".formatted(1 + i % 28)
                        : "2024-02-01-00:00:00";
                rows.add(
                    "at://" + i * 7919L % count,
                    i % 3 == 2 ? null : tables.dialect().timestamp(time));
              }
              rows.execute();
            });
  }
}
