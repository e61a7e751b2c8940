package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.selection.sample.DrawnSample;
import org.postlabel.selection.sample.Sample;

/** What a plan says is what the run then does. */
class PlanAndRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  static Stream<Arguments> runs() {
    return Stream.of(
            List.<String>of(),
            List.of("--limit=40"),
            List.of("--sample=60", "--seed=7"),
            List.of("--sample=50", "--sampleBy=source", "--seed=2", "--limit=20"),
            List.of("--retryFailed", "--keepOtherScorers", "--minTextLength=3"))
        .flatMap(options -> Databases.migrated().map(database -> Arguments.of(database, options)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void agree(Database database, List<String> options) throws Exception {
    try (PlannedPosts posts = new PlannedPosts(database, folder)) {
      JsonNode plan = plan(posts, options);
      Ended run = posts.command("run", options.toArray(String[]::new));
      String runId = posts.words("SELECT run_id FROM runs").get(0);

      assertThat(run.toString(), run.out(), containsString("posts/s"));
      assertThat(posts.provider().stats().arrived().calls(), is(plan.path("calls").longValue()));
      assertThat(
          posts.numbers(
              "SELECT 'calls', calls FROM runs UNION SELECT 'posts', posts FROM runs"
                  + " UNION SELECT 'left', left_for_later FROM runs"),
          is(
              Map.of(
                  "calls", plan.path("callsNeeded").longValue(),
                  "posts", plan.path("toLabel").longValue(),
                  "left", 0L)));
      assertThat(
          posts.numbers(
              "SELECT reason, COUNT(*) FROM perspective_api_labels WHERE run_id = ?"
                  + " AND reason LIKE 'text_%' GROUP BY reason",
              runId),
          is(invalid(plan)));
      assertThat(
          posts.number(
              "SELECT COUNT(*) - COUNT(DISTINCT text_hash) FROM perspective_api_labels"
                  + " WHERE run_id = ? AND (reason IS NULL OR reason NOT LIKE 'text_%')",
              runId),
          is(plan.path("duplicates").longValue()));
      assertThat(
          posts.number(
              """
              SELECT COUNT(DISTINCT l.text_hash) FROM perspective_api_labels l
              JOIN ledger g ON g.scorer_id = l.scorer_id AND g.text_hash = l.text_hash
              WHERE l.run_id = ? AND g.run_id <> ?
                AND (l.reason IS NULL OR l.reason NOT LIKE 'text_%')\
              """,
              runId, runId),
          is(plan.path("textsInLedger").longValue()));
      if (plan.path("toReplace").longValue() > 0) {
        assertThat(
            run.err(),
            matchesPattern(
                "(?s).*\\b%s of the first \\d+ posts have labels of .*"
                    .formatted(plan.path("toReplace"))));
      }
      assertThat("there is something to do", plan.path("calls").longValue(), greaterThan(5L));

      JsonNode after = plan(posts, options);
      assertThat(after.path("inSample"), is(plan.path("inSample")));
      if (!options.contains("--retryFailed")) {
        assertThat(
            after.path("toLabel").longValue() + after.path("beyondLimit").longValue(),
            is(plan.path("beyondLimit").longValue()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void askAboutTheSameTextFirst(Database database) throws Exception {
    try (PlannedPosts posts = new PlannedPosts(database, folder)) {
      JsonNode request = plan(posts, List.of("--maxQueries=1")).path("firstRequest");

      posts.command("run", "--maxQueries=1");

      assertThat(
          posts.provider().stats().texts().callsByHash().keySet(),
          is(Set.of(JSON.readTree(request.path("body").asText()).path("clientToken").asText())));
    }
  }

  /** The same sample on both databases, whatever was labelled before and wherever a run stopped. */
  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void goOnWithTheSameSampleAfterAStop(Database database) throws Exception {
    String[] sample = {"--sample=30", "--sampleBy=source", "--seed=3"};
    try (PlannedPosts posts = new PlannedPosts(database, folder)) {
      Set<String> before = new HashSet<>(labelled(posts));
      posts.command("run", with(sample, "--maxQueries=3")).exitedWith(ExitCode.RUN_AGAIN);
      Set<String> added = new HashSet<>(labelled(posts));
      added.removeAll(before);
      assertThat("some posts are left", added.size() < 20, is(true));

      posts.command("run", sample);

      Set<String> expected = drawn(database, new Sample(30, true, 3));
      expected.addAll(before);
      assertThat(new HashSet<>(labelled(posts)), is(expected));
      JsonNode plan = plan(posts, List.of(sample));
      assertThat(plan.path("inSample").longValue(), is(30L));
      assertThat(plan.path("alreadyLabelled").longValue(), is(30L));
      assertThat(plan.path("calls").longValue(), is(0L));
      assertThat(
          posts.command("run", sample).out(),
          containsString("Nothing to do: every post of the sample of"));
      assertThat(posts.number("SELECT COUNT(*) FROM run_posts"), is(0L));
    }
  }

  private static JsonNode plan(PlannedPosts posts, List<String> options) throws Exception {
    Ended plan =
        posts
            .command("plan", with(options.toArray(String[]::new), "--format=json"))
            .exitedWith(ExitCode.DONE);
    assertThat(plan.err(), is(""));
    return JSON.readTree(plan.out());
  }

  private static List<String> labelled(PlannedPosts posts) {
    return posts.words(
        "SELECT uri FROM perspective_api_labels WHERE reason IS NULL OR reason <> 'rate limited'");
  }

  private static Set<String> drawn(Database database, Sample sample) throws SQLException {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              Set<String> uris = new HashSet<>();
              Connection connection = handle.getConnection();
              DrawnSample.of(sample, connection, "posts")
                  .forEachUri(connection, "posts", uris::add);
              return uris;
            });
  }

  private static Map<String, Long> invalid(JsonNode plan) {
    Map<String, Long> invalid = new TreeMap<>();
    plan.path("invalid")
        .fields()
        .forEachRemaining(reason -> invalid.put(reason.getKey(), reason.getValue().longValue()));
    return invalid;
  }

  private static String[] with(String[] options, String more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }
}
