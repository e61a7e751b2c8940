package org.postlabel.report.page;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.Database;
import org.postlabel.output.Format;
import org.postlabel.report.ReportedRun;
import org.postlabel.report.RunReport;
import org.postlabel.run.RunReader;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

class HtmlPageTest {
  private static final Pattern TAG = Pattern.compile("<(script|style|img|link|iframe|a)\\b[^>]*>");

  @TempDir Path folder;
  @AutoClose private final FreshDatabase tables = Engine.SQLITE.migrated();
  private final Database database = tables.database();

  @BeforeEach
  void addARun() {
    ReportedRun.addTo(
        database, List.copyOf(PerspectiveLabels.TABLE.attributeByColumn().keySet()), 500);
  }

  @Test
  void letsNothingOutOfATableBecomeATag() throws Exception {
    String page = page();

    assertThat(page, not(containsString(ReportedRun.HOSTILE_TEXT)));
    assertThat(page, not(containsString(ReportedRun.HOSTILE_URI)));
    assertThat(page, not(containsString(ReportedRun.HOSTILE_SOURCE)));
    assertThat(page, containsString("&lt;/blockquote&gt;&lt;/script&gt;&lt;script&gt;"));
    assertThat(
        "our own tags and no other",
        TAG.matcher(withoutTheScript(page)).results().map(MatchResult::group).collect(joining()),
        is(
            "<style>"
                + "<a href=\"#run\"><a href=\"#traffic\"><a href=\"#labels\"><a href=\"#scores\">"
                + "<a href=\"#extremes\"><a href=\"#provenance\"><script>"));
  }

  @Test
  void forbidsTheBrowserToFetchAnythingOrToRunAnotherScript() throws Exception {
    assertThat(
        page(),
        containsString(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;;"
                + " style-src &#39;sha256-"));
  }

  @Test
  void carriesTheLicenceOfTheChartsAndNoTraceOfTheirSources() throws Exception {
    String page = page();

    assertThat(page, containsString("The MIT License (MIT)"));
    assertThat(page, containsString("Chart.js Contributors"));
    assertThat(page, not(containsString("sourceMappingURL")));
  }

  @Test
  void tellsOfARunThatSentNothing() throws Exception {
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM run_traffic"));
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM perspective_api_labels"));

    String page = page();

    assertThat(page, containsString("No traffic was recorded for this run."));
    assertThat(page, containsString("There are no scores."));
  }

  private String page() throws Exception {
    StringWriter page = new StringWriter();
    ReportFile.write(
        RunReport.of(
            database,
            PerspectiveLabels.TABLE,
            new RunReader(database).newest().orElseThrow(),
            "test"),
        Format.HTML,
        page);
    return page.toString();
  }

  private static String withoutTheScript(String page) {
    return page.substring(0, page.lastIndexOf("<script>") + "<script>".length());
  }
}
