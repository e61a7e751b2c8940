package org.postlabel.report.page;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.Database;
import org.postlabel.database.LabelTables;
import org.postlabel.output.Format;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.report.ReportedRun;
import org.postlabel.report.RunReport;
import org.postlabel.report.labels.CrossTable;
import org.postlabel.report.labels.LabelCount;
import org.postlabel.report.labels.LabelOverview;
import org.postlabel.report.labels.TruthShares;
import org.postlabel.report.labels.TruthShares.Share;
import org.postlabel.run.RunReader;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** The labels of a codebook with attributes of all kinds, of which one is asked of some posts. */
@OnBothDatabases
class CodebookReportTest {
  private static final String HOSTILE_WORD = "</td><script>document.title='word'</script>";

  @Parameter Engine engine;
  @AutoClose private FreshDatabase tables;
  private Database database;
  private LabelTable table;

  @BeforeEach
  void label() {
    tables = engine.migrated();
    database = tables.database();
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("is_claim", Kind.TRUTH);
    kinds.put("topic", Kind.WORD);
    kinds.put("stance", Kind.WORD);
    kinds.put("certainty", Kind.SCORE);
    kinds.put("people", Kind.COUNT);
    kinds.put("why", Kind.TEXT);
    Map<String, String> attributes = new LinkedHashMap<>();
    kinds.keySet().forEach(column -> attributes.put(column, column));
    table = new LabelTable("claims_labels", attributes, kinds);
    LabelTables.create(database, table);
    ReportedRun.addTo(database, List.of("prob_toxic"), 0);
    add(1, "firehose", "2026-05-01T10:00:00Z", true, "tax", "for", 10);
    add(2, "firehose", "2026-05-01T10:30:00Z", true, "tax", "against", 9);
    add(3, "firehose", "2026-05-01T12:00:00Z", false, "tax", null, 2);
    add(4, "most_liked", "2026-05-01T12:00:00Z", false, "sport", null, 2);
    add(5, "most_liked", null, null, HOSTILE_WORD, null, null);
  }

  @Test
  void knowsTheShareOfTruthsByTimeAndSource() {
    TruthShares shares = report().labels().truths().get(0);

    assertThat(shares.column(), is("is_claim"));
    assertThat(shares.timeUnit(), is("hour"));
    assertThat(
        "a post without an answer is not counted",
        shares.byTime(),
        contains(
            new Share("2026-05-01 10", 2, 2),
            new Share("2026-05-01 11", 0, 0),
            new Share("2026-05-01 12", 2, 0)));
    assertThat(
        shares.bySource(), contains(new Share("firehose", 3, 2), new Share("most_liked", 1, 0)));
  }

  @Test
  void countsTruthsAndWordsByTwo() {
    List<CrossTable> crossTables = report().labels().crossTables();

    assertThat(
        crossTables.stream().map(cross -> cross.rowColumn() + " " + cross.column()).toList(),
        contains("is_claim topic", "is_claim stance", "topic stance"));
    assertThat(
        crossTables.get(1),
        is(
            new CrossTable(
                "is_claim",
                "stance",
                List.of("false", "true", ""),
                List.of("", "against", "for"),
                List.of(List.of(2L, 0L, 0L), List.of(0L, 1L, 1L), List.of(1L, 0L, 0L)))));
  }

  @Test
  void leavesOutWhatHasOneValueAndFoldsManyWords() {
    for (int i = 10; i < 80; i++) {
      add(i, "firehose", null, true, "word " + i, "for", 1);
    }
    tables.execute("UPDATE claims_labels SET is_claim = TRUE");

    LabelOverview labels = report().labels();

    assertThat(
        labels.crossTables().stream().map(CrossTable::rowColumn).toList(), contains("topic"));
    assertThat(labels.crossTables().get(0).rows().size(), is(9));
    assertThat(labels.crossTables().get(0).rows().get(8), is("(others)"));
    assertThat(
        "no post is lost",
        labels.crossTables().get(0).posts().stream()
            .flatMap(List::stream)
            .mapToLong(Long::longValue)
            .sum(),
        is(75L));
  }

  @Test
  void ordersWholeNumbers() {
    assertThat(
        report().labels().values().get(3).values().stream().map(LabelCount::name).toList(),
        contains("2", "9", "10", ""));
  }

  @Test
  void drawsEachKindFromATable() throws IOException {
    String page = page();

    assertThat(page, containsString("id=\"values-topic\" class=\"chart\" data-kind=\"lying\""));
    assertThat(page, containsString("id=\"values-people\" class=\"chart\""));
    assertThat(
        page,
        containsString("id=\"share-by-time-is_claim\" class=\"chart\" data-kind=\"stacked\""));
    assertThat(page, containsString("True for 2 of 4 posts with an answer, 50.0 %."));
    assertThat(
        page, containsString("<th scope=\"row\">2026-05-01 11</th><td data-value=\"\">–</td>"));
    assertThat(page, containsString("<th scope=\"row\">firehose (of 3)</th>"));
    assertThat(page, containsString("<strong>certainty</strong>"));
    assertThat("text is not charted", page, not(containsString("values-why")));
    assertThat(page, not(containsString(HOSTILE_WORD)));
  }

  @Test
  void showsCrossTablesWithSharesOfTheirRows() throws IOException {
    String page = page();

    assertThat(page, containsString("<summary>is_claim and stance</summary>"));
    assertThat(page, containsString("<caption>Rows: is_claim; columns: stance</caption>"));
    assertThat(
        page,
        containsString(
            "<tr><th scope=\"row\">true</th><td class=\"zero\">0 (0.0 %)</td>"
                + "<td class=\"minus3\">1 (50.0 %)</td><td class=\"minus3\">1 (50.0 %)</td></tr>"));
    assertThat(
        page, containsString("<th scope=\"row\">(no value)</th><td class=\"minus5\">1 (100.0 %)"));
  }

  private RunReport report() {
    return RunReport.of(database, table, new RunReader(database).newest().orElseThrow(), "test");
  }

  private String page() throws IOException {
    StringWriter page = new StringWriter();
    ReportFile.write(report(), Format.HTML, page);
    return page.toString();
  }

  private void add(
      int i,
      String source,
      String timeOrNull,
      Boolean isClaimOrNull,
      String topic,
      String stanceOrNull,
      Integer peopleOrNull) {
    Object time =
        timeOrNull == null ? null : database.dialect().timestamp(Instant.parse(timeOrNull));
    tables.execute(
        "INSERT INTO posts (uri, text, created_at) VALUES (?, 'text', ?)", "at://" + i, time);
    tables.execute(
        "INSERT INTO record_classification_metadata (uri, text, source) VALUES (?, 'text', ?)",
        "at://" + i,
        source);
    tables.execute(
        """
        INSERT INTO claims_labels (uri, text, was_successfully_labeled, label_timestamp, is_claim,
            topic, stance, certainty, people, why, text_hash, scorer_id, run_id)
        VALUES (?, 'text', TRUE, ?, ?, ?, ?, 0.5, ?, 'so', 'hash', ?, ?)\
        """,
        "at://" + i,
        database.dialect().timestamp(Instant.EPOCH),
        isClaimOrNull,
        topic,
        stanceOrNull,
        peopleOrNull,
        ReportedRun.SCORER,
        ReportedRun.ID);
  }
}
