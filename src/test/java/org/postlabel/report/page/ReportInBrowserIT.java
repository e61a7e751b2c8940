package org.postlabel.report.page;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.database.Database;
import org.postlabel.output.Format;
import org.postlabel.report.ReportedRun;
import org.postlabel.report.RunReport;
import org.postlabel.run.RunReader;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** A report as a person sees it; the pictures stay in target/report for one to look at. */
class ReportInBrowserIT {
  private static final Path PICTURES = Path.of("target", "report");
  private static final String INK_ON =
      """
      [...document.querySelectorAll('canvas')].map(canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels.some(value => value !== 0);
      })\
      """;

  @TempDir static Path folder;
  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    Optional<Browser> started = Browser.start();
    if (started.isEmpty()) {
      System.out.println("SKIPPED: no chromium and chromedriver, so no browser opens the report");
    }
    assumeTrue(started.isPresent(), "chromium and chromedriver are on the path");
    browser = started.get();
    try (FreshDatabase tables = Engine.SQLITE.migrated()) {
      writeReport(tables.database());
    }
    Files.createDirectories(PICTURES);
  }

  private static void writeReport(Database database) throws IOException {
    ReportedRun.addTo(
        database, List.copyOf(PerspectiveLabels.TABLE.attributeByColumn().keySet()), 3_000);
    page = folder.resolve("report.html");
    RunReport report =
        RunReport.of(
            database,
            PerspectiveLabels.TABLE,
            new RunReader(database).newest().orElseThrow(),
            "test");
    ReportFile.write(report, Format.HTML, page);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"390,light", "390,dark", "1280,light", "1280,dark"})
  void showsEveryChartAndFetchesNothing(int width, String scheme) throws IOException {
    browser.open(page, width, scheme);
    browser.photograph(PICTURES.resolve("report-" + width + "-" + scheme + ".png"));

    assertThat(browser.console(), is(empty()));
    assertThat(browser.requests(), contains(page.toUri().toString()));
    assertThat(browser.ask("document.querySelectorAll('canvas').length"), is(29L));
    assertThat(browser.ask(INK_ON + ".every(hasInk => hasInk)"), is(true));
    assertThat(
        "nothing hangs over the edge",
        (Long) browser.ask("document.documentElement.scrollWidth"),
        is(lessThanOrEqualTo((long) width)));
  }

  @Test
  void runsNothingThatPostsSay() {
    browser.open(page, 1280, "light");

    assertThat(browser.ask("document.title"), is("Postlabel: run " + ReportedRun.ID));
    assertThat(browser.ask("document.scripts.length"), is(1L));
    assertThat(browser.ask("document.images.length"), is(0L));
    assertThat(
        browser.ask("document.querySelector('blockquote').textContent.replace(/ [0-9]+$/, '')"),
        is(ReportedRun.HOSTILE_TEXT));
  }

  @Test
  void hidesPostsUntilTheyAreAskedFor() {
    browser.open(page, 1280, "light");

    assertThat(browser.ask("document.querySelector('blockquote').checkVisibility()"), is(false));
    browser.ask("document.querySelector('.posts').setAttribute('open', '')");
    assertThat(browser.ask("document.querySelector('blockquote').checkVisibility()"), is(true));
  }

  @Test
  void printsInDarkInkOnWhitePaper() throws IOException {
    browser.open(page, 1280, "dark");
    browser.ask("dispatchEvent(new Event('beforeprint'))");
    assertThat(
        browser.ask("getComputedStyle(document.documentElement).backgroundColor"),
        is("rgb(255, 255, 255)"));
    browser.ask("dispatchEvent(new Event('afterprint'))");
    browser.print(PICTURES.resolve("report.pdf"));

    assertThat(browser.console(), is(empty()));
  }
}
