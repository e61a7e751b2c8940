package org.postlabel.selection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.post.Reason;
import org.postlabel.run.RunInProgressException;
import org.postlabel.testing.LabelledPosts;

class FailedLabelsTest {
  private static final ChosenReasons TRANSIENT = new ChosenReasons(Set.of(), true);
  private static final ChosenReasons ALL = new ChosenReasons(EnumSet.allOf(Reason.class), true);

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void areThoseOfTheChosenReasons(Database database) throws Exception {
    addEveryKind(database);
    FailedLabels failed = FailedLabels.in(database, "perspective_api_labels");

    assertThat(
        failed.count(new ChosenReasons(Set.of(Reason.TEXT_TOO_LONG, Reason.NO_SCORES), false)),
        is(Map.of("text_too_long", 2L)));
    assertThat(failed.count(TRANSIENT), is(Map.of("rate limited", 1L, "no reason given", 1L)));
    assertThat(
        failed.count(ALL).keySet(),
        contains("text_too_long", "no reason given", "rate limited", "rejected_by_provider"));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void getAReasonThatKeepsNoRunAway(Database database) throws Exception {
    addEveryKind(database);
    FailedLabels failed = FailedLabels.in(database, "perspective_api_labels");

    assertThat(failed.putBack(TRANSIENT), is(Map.of("rate limited", 1L, "no reason given", 1L)));
    assertThat(
        reasons(database),
        is(
            List.of(
                "foreign to_be_retried",
                "long text_too_long",
                "long2 text_too_long",
                "rejected rejected_by_provider",
                "scored none",
                "silent to_be_retried",
                "some some_attributes_missing")));

    failed.putBack(ALL);
    assertThat(
        reasons(database),
        is(
            List.of(
                "foreign to_be_retried",
                "long to_be_retried",
                "long2 to_be_retried",
                "rejected to_be_retried",
                "scored none",
                "silent to_be_retried",
                "some some_attributes_missing")));
    assertThat("what is put back already", failed.putBack(ALL), is(Map.of()));
    assertThat(failed.count(TRANSIENT), is(Map.of()));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void takeAlongOnlyTheRefusalsOfTheirScorer(Database database) throws Exception {
    addEveryKind(database);
    LabelledPosts tables = new LabelledPosts(database);
    addAnswer(tables, "scorer", "hash of rejected", null);
    addAnswer(tables, "other scorer", "hash of rejected", null);
    addAnswer(tables, "third scorer", "hash of rejected", "{\"TOXICITY\":0.1}");
    addAnswer(tables, "scorer", "hash of another text", null);

    FailedLabels.in(database, "perspective_api_labels")
        .putBack(new ChosenReasons(Set.of(Reason.REJECTED_BY_PROVIDER), false));

    assertThat(
        texts(database, "SELECT text_hash || ' ' || scorer_id FROM ledger ORDER BY 1"),
        is(
            List.of(
                "hash of another text scorer",
                "hash of rejected other scorer",
                "hash of rejected third scorer")));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void stayWithTheLedgerWhileARunIsInProgress(Database database) {
    addEveryKind(database);
    LabelledPosts tables = new LabelledPosts(database);
    addAnswer(tables, "scorer", "hash of rejected", null);
    tables.addRun("living", "running", Instant.now());
    FailedLabels failed = FailedLabels.in(database, "perspective_api_labels");

    assertThrows(RunInProgressException.class, () -> failed.count(ALL));
    assertThrows(RunInProgressException.class, () -> failed.putBack(ALL));

    assertThat(reasons(database).contains("rejected rejected_by_provider"), is(true));
    assertThat(texts(database, "SELECT text_hash FROM ledger").size(), is(1));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void doNotWaitForTheDead(Database database) throws Exception {
    addEveryKind(database);
    LabelledPosts tables = new LabelledPosts(database);
    tables.addRun("dead", "running", Instant.now().minus(Duration.ofMinutes(1)));
    tables.addRun("over", "done", Instant.now());

    assertThat(
        FailedLabels.in(database, "perspective_api_labels").putBack(TRANSIENT).size(), is(2));
  }

  private static void addEveryKind(Database database) {
    LabelledPosts tables = new LabelledPosts(database);
    tables.addFailure("long", "?", "text_too_long", "hash of long");
    tables.addFailure("long2", "?", "text_too_long", "hash of long");
    tables.addFailure("rejected", "?", "rejected_by_provider", "hash of rejected");
    tables.addFailure("foreign", "?", "rate limited", "hash of foreign");
    tables.addFailure("silent", "?", null, "hash of silent");
    tables.addLabel("scored", "?", 0.5);
    tables.addLabel("some", "?", 0.5);
    tables.execute(
        "UPDATE perspective_api_labels SET reason = 'some_attributes_missing' WHERE uri = 'some'");
  }

  private static void addAnswer(
      LabelledPosts tables, String scorerId, String textHash, String scoresOrNull) {
    tables.execute(
        """
        INSERT INTO ledger (scorer_id, text_hash, scores, reason, answered_at, run_id)
        VALUES (?, ?, ?, ?, ?, 'run')\
        """,
        scorerId,
        textHash,
        scoresOrNull,
        scoresOrNull == null ? "rejected_by_provider" : null,
        tables.time("2026-01-31T12:00:00Z"));
  }

  private static List<String> reasons(Database database) {
    return texts(
        database,
        "SELECT uri || ' ' || COALESCE(reason, 'none') FROM perspective_api_labels ORDER BY uri");
  }

  private static List<String> texts(Database database, String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }
}
