package org.postlabel.report.page;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir Path folder;

  @Test
  void isNamedAfterTheRunInAFolder() {
    assertThat(
        ReportFile.of("reports/", "run-1", ReportFormat.HTML), is(Path.of("reports/run-1.html")));
    assertThat(
        ReportFile.of(folder.toString(), "run-1", ReportFormat.JSON),
        is(folder.resolve("run-1.json")));
  }

  @Test
  void isTheFileThatIsNamed() {
    assertThat(ReportFile.of("mine.html", "run-1", ReportFormat.HTML), is(Path.of("mine.html")));
  }

  @Test
  void isWrittenInTwoWays() {
    assertThat(ReportFormat.of("json"), is(ReportFormat.JSON));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> ReportFormat.of("pdf")).getMessage(),
        is("--format must be html or json, was pdf"));
  }
}
