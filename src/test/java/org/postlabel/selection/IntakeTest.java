package org.postlabel.selection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.PostIndex;
import org.postlabel.selection.WorkList.Selection;
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
  void readsNoPortionByASortOfAllPosts() {
    assumeTrue(engine == Engine.SQLITE, "its plan does not depend on the number of rows");
    PostIndex.create(tables.database());
    addPosts(57);
    Intake intake = list.intake(ALL);
    for (long taken = 10; taken == 10; ) {
      for (String step : plan(intake)) {
        assertThat(step, not(containsString("TEMP B-TREE")));
        assertThat(step, not(is("SCAN p")));
      }
      taken = intake.takeOn(10, listed -> {});
    }
    assertThat(listed().size(), is(57));
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
