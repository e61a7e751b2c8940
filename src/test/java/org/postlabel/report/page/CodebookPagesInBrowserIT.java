package org.postlabel.report.page;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.database.Database;
import org.postlabel.database.LabelTables;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.EvaluationConfig;
import org.postlabel.evaluation.page.EvaluationOutput;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.output.Format;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.report.ReportedRun;
import org.postlabel.report.RunReport;
import org.postlabel.run.RunReader;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** The report and the evaluation of a codebook's labels as a person sees them. */
class CodebookPagesInBrowserIT {
  private static final String INK_ON =
      """
      [...document.querySelectorAll('canvas')].every(canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels.some(value => value !== 0);
      })\
      """;

  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    Optional<Browser> started = Browser.start();
    assumeTrue(started.isPresent(), "chromium and chromedriver are on the path");
    browser = started.get();
    try (FreshDatabase tables = Engine.SQLITE.migrated()) {
      write(tables.database());
    }
  }

  private static void write(Database database) throws IOException {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("is_claim_about_the_new_tram_line", Kind.TRUTH);
    kinds.put("topic", Kind.WORD);
    kinds.put("stance", Kind.WORD);
    kinds.put("certainty", Kind.SCORE);
    kinds.put("people", Kind.COUNT);
    Map<String, String> attributes = new LinkedHashMap<>();
    kinds.keySet().forEach(column -> attributes.put(column, column));
    LabelTable table = new LabelTable("claims_labels", attributes, kinds);
    LabelTables.create(database, table);
    ReportedRun.addTo(database, List.of("prob_toxic"), 200);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO claims_labels (uri, text, was_successfully_labeled, label_timestamp,
                        is_claim_about_the_new_tram_line, topic, stance, certainty, people,
                        text_hash, scorer_id, run_id)
                    SELECT uri, text, TRUE, ?, prob_toxic > 0.3,
                        'a rather long word of topic ' || CAST(prob_toxic * 30 AS INTEGER),
                        CASE WHEN prob_toxic > 0.3 THEN 'for' END, prob_toxic,
                        CAST(prob_toxic * 9 AS INTEGER), text_hash, scorer_id, run_id
                    FROM perspective_api_labels WHERE was_successfully_labeled\
                    """,
                    database.dialect().timestamp(Instant.EPOCH)));
    RunReport report =
        RunReport.of(database, table, new RunReader(database).newest().orElseThrow(), "test");
    ReportFile.write(report, Format.HTML, folder.resolve("report.html"));
    StringBuilder gold = new StringBuilder("uri,rater_1,rater_2,rater_3\n");
    report.labels().extremes().get(0).highest().stream()
        .filter(post -> !post.uri().contains("\""))
        .forEach(post -> gold.append(post.uri()).append(",1,0.5,0.25\n"));
    report.labels().extremes().get(0).lowest().stream()
        .filter(post -> !post.uri().contains("\""))
        .forEach(post -> gold.append(post.uri()).append(",0,0.5,\n"));
    Path goldFile = Files.writeString(folder.resolve("gold.csv"), gold);
    StringWriter page = new StringWriter();
    new EvaluationOutput(Format.HTML, Optional.empty())
        .write(
            Evaluation.of(
                new EvaluationConfig(
                    database,
                    table,
                    "certainty",
                    0.5,
                    Optional.empty(),
                    new EvaluationConfig.Gold(goldFile.toString(), "label"),
                    new Resampling(100, 1))),
            "test",
            page);
    Files.writeString(folder.resolve("evaluation.html"), page.toString());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"390,light", "390,dark", "1280,light", "1280,dark"})
  void showsTheLabelsOfAnyCodebook(int width, String scheme) throws IOException {
    open("report.html", width, scheme);

    assertThat(
        (Long) browser.ask("document.querySelectorAll('canvas').length"), is(greaterThan(10L)));
    assertThat(browser.ask(INK_ON), is(true));
    assertThat(browser.ask("document.querySelectorAll('.cross table').length"), is(3L));
  }

  @ParameterizedTest
  @CsvSource({"390,light", "1280,dark"})
  void showsRatersBesideLabels(int width, String scheme) throws IOException {
    open("evaluation.html", width, scheme);

    assertThat(browser.ask("document.querySelectorAll('#raters table').length"), is(3L));
    assertThat(
        "a number and its interval stay on one line",
        browser.ask("getComputedStyle(document.querySelector('#raters td')).whiteSpace"),
        is("nowrap"));
  }

  private static void open(String page, int width, String scheme) throws IOException {
    Path file = folder.resolve(page);
    browser.open(file, width, scheme);
    assertThat(browser.console(), is(empty()));
    assertThat(browser.requests(), contains(file.toUri().toString()));
    assertThat(
        "nothing hangs over the edge",
        (Long) browser.ask("document.documentElement.scrollWidth"),
        is(lessThanOrEqualTo((long) width)));
  }
}
