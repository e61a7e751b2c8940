package org.postlabel.selection.sample;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.database.Migrations;

class DrawnSampleTest {
  private static final int POSTS = 100;
  private static final ScoreColumn TOXIC = new ScoreColumn("perspective_api_labels", "prob_toxic");

  /** Fixed for ever: whoever draws with this seed gets these. */
  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void isTheSameOnEveryMachineAndDatabase(Database database) {
    addPosts(database, POSTS);

    assertThat(
        draw(database, new Sample(5, false, 1)),
        is(List.of("at://0", "at://2", "at://50", "at://56", "at://57")));
    assertThat(
        draw(database, new Sample(5, false, -7)),
        is(List.of("at://16", "at://30", "at://39", "at://68", "at://77")));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void givesEachSourceItsShare(Database database) {
    addPosts(database, POSTS);

    List<String> uris = draw(database, new Sample(20, true, 1));

    assertThat(
        uris.stream().collect(groupingBy(DrawnSampleTest::source, counting())),
        is(Map.of("a", 12L, "b", 5L, "none", 3L)));
    assertThat(
        draw(database, new Sample(3, true, 2)).stream()
            .collect(groupingBy(DrawnSampleTest::source, counting())),
        is(Map.of("a", 1L, "b", 1L, "none", 1L)));
  }

  @Test
  void growsWithoutLosingAPost() {
    Database database = Databases.sqlite();
    Migrations.migrate(database);
    addPosts(database, POSTS);
    List<String> before = List.of();
    for (int size = 1; size <= POSTS + 5; size++) {
      List<String> uris = draw(database, new Sample(size, false, 3));

      assertThat(uris.size(), is(Math.min(size, POSTS)));
      assertThat(uris, hasItems(before.toArray(String[]::new)));
      before = uris;
    }
  }

  @Test
  void holdsAnyPostEquallyOften() {
    Database database = Databases.sqlite();
    Migrations.migrate(database);
    addPosts(database, POSTS);
    Map<String, Long> timesDrawn =
        LongStream.rangeClosed(1, 400)
            .boxed()
            .flatMap(seed -> draw(database, new Sample(25, false, seed)).stream())
            .collect(groupingBy(uri -> uri, counting()));

    assertThat(timesDrawn.size(), is(POSTS));
    // 100 times each on average; five standard deviations of the hypergeometric law.
    timesDrawn.forEach((uri, times) -> assertThat(uri, Math.abs(times - 100) < 45, is(true)));
  }

  @Test
  void refusesMoreSourcesThanAreGroups() {
    Database database = Databases.sqlite();
    Migrations.migrate(database);
    addPosts(database, DrawnSample.MOST_SOURCES + 1);
    database.jdbi().useHandle(handle -> handle.execute("UPDATE posts SET source = uri"));

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> draw(database, new Sample(5, true, 1)))
            .getMessage(),
        is("--sampleBy=source takes posts of 1000 sources at most, and there are more"));
    assertThat(draw(database, new Sample(5, false, 1)).size(), is(not(0)));
  }

  /** Fixed for ever, too: a tenth by score has its share of each source. */
  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void givesEachTenthOfTheScoresItsShareOfEachSource(Database database) {
    addPosts(database, POSTS);
    addScores(database, 0, 80, "?");

    List<String> uris = draw(database, new Sample(16, false, List.of(TOXIC), 1));

    assertThat(
        uris.stream().collect(groupingBy(uri -> number(uri) / 8, counting())),
        is(
            LongStream.range(0, 10)
                .boxed()
                .collect(toMap(Long::intValue, tenth -> tenth % 10 < 6 ? 2L : 1L))));
  }

  /** The label of another text says nothing of this one. */
  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void drawsOnlyPostsWithAScoreOfTheirPresentText(Database database) {
    addPosts(database, POSTS);
    addScores(database, 0, 10, "?");
    addScores(database, 10, 20, "the text before");

    List<String> all = draw(database, new Sample(50, true, List.of(TOXIC), 1));

    assertThat(
        Set.copyOf(all),
        is(LongStream.range(0, 10).mapToObj("at://%d"::formatted).collect(toSet())));
  }

  /** Equal scores are in one group: the same posts are drawn whatever order they are sorted in. */
  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void keepsEqualScoresTogether(Database database) throws SQLException {
    addPosts(database, POSTS);
    addScores(database, 0, 20, "?");
    database
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute(
                  "UPDATE perspective_api_labels SET prob_toxic = 0.5 WHERE prob_toxic < 16");
              Deciles deciles = Deciles.of(TOXIC, handle.getConnection(), "posts");
              assertThat(deciles.groupOf(.5), is(0));
              assertThat(deciles.groupOf(19), is(9));
            });
    assertThat(draw(database, new Sample(10, false, List.of(TOXIC), 1)).size(), is(10));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void refusesAColumnThatIsNotThere(Database database) {
    for (String column : List.of("nothing", "text")) {
      Sample sample =
          new Sample(5, false, List.of(new ScoreColumn("perspective_api_labels", column)), 1);
      assertThat(
          assertThrows(IllegalArgumentException.class, () -> draw(database, sample)).getMessage(),
          is("there is no column of scores perspective_api_labels." + column + " in the database"));
    }
  }

  private static int number(String uri) {
    return Integer.parseInt(uri.substring("at://".length()));
  }

  /** Scores as high as the posts' numbers. */
  private static void addScores(Database database, int from, int to, String text) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              PreparedBatch rows =
                  handle.prepareBatch(
                      """
                      INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled,
                        label_timestamp, prob_toxic, text_hash, scorer_id, run_id)
                      VALUES (?, ?, TRUE, ?, ?, 'hash', 'scorer', 'run')\
                      """);
              for (int i = from; i < to; i++) {
                rows.add(
                    "at://" + i,
                    text,
                    database.dialect().timestamp("2026-01-31-12:00:00"),
                    (double) i);
              }
              rows.execute();
            });
  }

  private static List<String> draw(Database database, Sample sample) {
    return database.jdbi().inTransaction(handle -> draw(handle.getConnection(), sample));
  }

  private static List<String> draw(Connection connection, Sample sample) {
    TreeSet<String> uris = new TreeSet<>();
    try {
      DrawnSample drawn = DrawnSample.of(sample, connection, "posts");
      drawn.forEachUri(connection, "posts", uris::add);
      assertThat(drawn.posts(), is((long) uris.size()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return List.copyOf(uris);
  }

  private static void addPosts(Database database, int posts) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              PreparedBatch rows =
                  handle.prepareBatch("INSERT INTO posts (uri, text, source) VALUES (?, '?', ?)");
              for (int i = 0; i < posts; i++) {
                String uri = "at://" + i;
                rows.add(uri, source(uri).equals("none") ? null : source(uri));
              }
              rows.execute();
            });
  }

  /** 60 of a hundred, 25, 15. */
  private static String source(String uri) {
    int number = Integer.parseInt(uri.substring("at://".length())) % 100;
    return number < 60 ? "a" : number < 85 ? "b" : "none";
  }
}
