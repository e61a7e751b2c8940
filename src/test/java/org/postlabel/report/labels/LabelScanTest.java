package org.postlabel.report.labels;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.report.labels.LabelOverview.ValueCounts;
import org.postlabel.report.scores.AttributeScores;
import org.postlabel.report.scores.Extremes;
import org.postlabel.report.scores.Extremes.ExtremePost;

class LabelScanTest {
  private static final LabelTable OPINIONS =
      new LabelTable(
          "sociopolitical_labels",
          Map.of("is_sociopolitical", "IS", "political_ideology_label", "IDEOLOGY"),
          Map.of("is_sociopolitical", Kind.TRUTH, "political_ideology_label", Kind.WORD));

  private static final LabelTable TABLE = table("prob_toxic", "prob_respect", "prob_spam");

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void countsLabelsByReasonSourceTimeAndRun(Database database) {
    addPost(database, 1, "firehose", "2024-05-09T20:47:02Z");
    addPost(database, 2, "firehose", "2024-05-09T22:00:00Z");
    addPost(database, 3, null, null);
    addPost(database, 4, "most_liked", "2024-05-09T20:00:00Z");
    addPost(database, 5, "most_liked", "2024-05-09T20:00:00Z");
    addLabel(database, 1, "me", "run-1", null, 0.5, 0.5, 0.5);
    addLabel(database, 2, "me", "run-2", "some_attributes_missing", 0.5, null, null);
    addLabel(database, 3, "me", "run-2", "text_too_short", null, null, null);
    addLabel(database, 4, "another", "run-0", null, 0.9, 0.9, 0.9);

    LabelOverview labels = new LabelScan(database, TABLE).of("me", "run-2");

    assertThat(labels.all(), is(new LabelCount("", 2, 1)));
    assertThat(labels.ofOtherScorers(), is(1L));
    assertThat(
        labels.reasonsOfRun(),
        contains(
            new LabelCount("some_attributes_missing", 1, 0),
            new LabelCount("text_too_short", 0, 1)));
    assertThat(labels.reasons(), is(labels.reasonsOfRun()));
    assertThat(new LabelScan(database, TABLE).of("me", "run-1").reasonsOfRun(), is(empty()));
    assertThat(
        labels.bySource(), contains(new LabelCount("firehose", 2, 0), new LabelCount("", 0, 1)));
    assertThat(labels.timeUnit(), is("hour"));
    assertThat(
        labels.byTime(),
        contains(
            new LabelCount("2024-05-09 20", 1, 0),
            new LabelCount("2024-05-09 21", 0, 0),
            new LabelCount("2024-05-09 22", 1, 0),
            new LabelCount("", 0, 1)));
    assertThat(
        labels.byRun(), contains(new LabelCount("run-2", 1, 1), new LabelCount("run-1", 1, 0)));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void countsTruthsAndWords(Database database) {
    addOpinion(database, 1, true, "left");
    addOpinion(database, 2, true, "left");
    addOpinion(database, 3, true, "unclear");
    addOpinion(database, 4, false, null);
    addOpinion(database, 5, null, null);

    LabelOverview labels = new LabelScan(database, OPINIONS).of("me", "run");

    assertThat(labels.all(), is(new LabelCount("", 4, 1)));
    assertThat(labels.attributes(), is(empty()));
    assertThat(
        labels.values(),
        contains(
            new ValueCounts(
                "is_sociopolitical",
                List.of(new LabelCount("true", 3, 0), new LabelCount("false", 1, 0))),
            new ValueCounts(
                "political_ideology_label",
                List.of(
                    new LabelCount("left", 2, 0),
                    new LabelCount("", 1, 0),
                    new LabelCount("unclear", 1, 0)))));
  }

  private static void addOpinion(Database database, int i, Boolean is, String ideology) {
    execute(
        database,
        """
        INSERT INTO sociopolitical_labels (uri, text, was_successfully_labeled, label_timestamp,
            is_sociopolitical, political_ideology_label, text_hash, scorer_id, run_id)
        VALUES (?, 'text', ?, ?, ?, ?, 'hash', 'me', 'run')\
        """,
        "at://" + i,
        is != null,
        database.dialect().timestamp(Instant.EPOCH),
        is,
        ideology);
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void sumsUpEachAttribute(Database database) {
    double[] toxic = {0.01, 0.04, 0.06, 0.5, 1};
    for (int i = 0; i < toxic.length; i++) {
      addLabel(database, i, "me", "run", null, toxic[i], i == 0 ? 0.25 : null, null);
    }

    List<AttributeScores> attributes = new LabelScan(database, TABLE).of("me", "run").attributes();

    AttributeScores scores = attributes.get(0);
    assertThat(scores.column(), is("prob_toxic"));
    assertThat(scores.posts(), is(5L));
    assertThat(scores.mean(), is(closeTo(0.322, 1e-12)));
    assertThat(scores.standardDeviation(), is(closeTo(0.4292086, 1e-6)));
    assertThat(scores.min(), is(0.01));
    assertThat(scores.median(), is(closeTo(0.06, 0.001)));
    assertThat(scores.p90(), is(closeTo(1, 0.001)));
    assertThat(scores.max(), is(1.0));
    assertThat(scores.bars().subList(0, 3), contains(2L, 1L, 0L));
    assertThat(scores.bars().get(10), is(1L));
    assertThat(scores.bars().get(19), is(1L));
    assertThat(attributes.get(1).posts(), is(1L));
    assertThat(attributes.get(1).standardDeviation(), is(nullValue()));
    assertThat(attributes.get(2).posts(), is(0L));
    assertThat(attributes.get(2).mean(), is(nullValue()));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void correlatesAttributesOverThePostsThatHaveBoth(Database database) {
    double[] toxic = {0.1, 0.4, 0.35, 0.8, 0.6};
    double[] respect = {0.9, 0.5, 0.7, 0.1, 0.45};
    for (int i = 0; i < toxic.length; i++) {
      addLabel(database, i, "me", "run", null, toxic[i], respect[i], 0.5);
    }
    addLabel(database, 9, "me", "run", null, 0.99, null, 0.5);

    List<List<Double>> correlations = new LabelScan(database, TABLE).of("me", "run").correlations();

    assertThat(correlations.get(0), is(empty()));
    assertThat(
        correlations.get(1).get(0),
        is(closeTo(new PearsonsCorrelation().correlation(respect, toxic), 1e-12)));
    assertThat("an attribute that never changes", correlations.get(2).get(0), is(nullValue()));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void findsThePostsAtTheEndsEachTextOnce(Database database) {
    for (int i = 0; i < 20; i++) {
      addLabel(database, i, "me", "run", null, i / 20.0, null, null);
    }
    addLabel(database, 20, "me", "run", null, 0.97, null, null);
    execute(
        database,
        "UPDATE perspective_api_labels SET text_hash = 'hash19', text = ? WHERE uri = 'uri20'",
        "x".repeat(1_500));

    Extremes toxic = new LabelScan(database, TABLE).of("me", "run").extremes().get(0);

    assertThat(toxic.column(), is("prob_toxic"));
    assertThat(
        toxic.lowest().stream().map(ExtremePost::score).toList(),
        contains(0.0, 0.05, 0.1, 0.15, 0.2));
    assertThat(toxic.highest(), hasSize(5));
    assertThat(toxic.highest().get(1), is(new ExtremePost(0.9, "uri18", "text 18")));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void shortensATextThatIsVeryLong(Database database) {
    addLabel(database, 1, "me", "run", null, 0.5, null, null);
    execute(database, "UPDATE perspective_api_labels SET text = ?", "🫶".repeat(1_001));

    Extremes toxic = new LabelScan(database, TABLE).of("me", "run").extremes().get(0);

    assertThat(toxic.highest().get(0).text(), is("🫶".repeat(1_000) + " ..."));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void takesATableOfPostsThatKnowsNoTimeOfWriting(Database database) {
    execute(database, "ALTER TABLE posts DROP COLUMN created_at");
    addMetadata(database, 1, null, "2024-05-09T20:47:02Z");
    addLabel(database, 1, "me", "run", null, 0.5, 0.5, 0.5);

    assertThat(
        new LabelScan(database, TABLE).of("me", "run").byTime(),
        contains(new LabelCount("2024-05-09 20", 1, 0)));
  }

  private static void addPost(Database database, int i, String source, String createdAt) {
    execute(
        database,
        "INSERT INTO posts (uri, text, created_at) VALUES (?, 'text', ?)",
        "uri" + i,
        time(database, createdAt));
    addMetadata(database, i, source, null);
  }

  private static void addMetadata(Database database, int i, String source, String time) {
    execute(
        database,
        "INSERT INTO record_classification_metadata (uri, text, source, synctimestamp)"
            + " VALUES (?, 'text', ?, ?)",
        "uri" + i,
        source,
        time(database, time));
  }

  private static Object time(Database database, String timeOrNull) {
    return timeOrNull == null ? null : database.dialect().timestamp(Instant.parse(timeOrNull));
  }

  private static void addLabel(
      Database database, int i, String scorer, String run, String reason, Double... scores) {
    execute(
        database,
        """
        INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled, reason,
            label_timestamp, text_hash, scorer_id, run_id, prob_toxic, prob_respect, prob_spam)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        "uri" + i,
        "text " + i,
        scores[0] != null,
        reason,
        database.dialect().timestamp(Instant.EPOCH),
        "hash" + i,
        scorer,
        run,
        scores[0],
        scores[1],
        scores[2]);
  }

  private static void execute(Database database, String sql, Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private static LabelTable table(String... columns) {
    Map<String, String> attributes = new LinkedHashMap<>();
    IntStream.range(0, columns.length).forEach(i -> attributes.put(columns[i], "ATTRIBUTE_" + i));
    return new LabelTable("perspective_api_labels", attributes);
  }
}
