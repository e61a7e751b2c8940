package org.postlabel.report.page;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.output.Format;

class ReportFileTest {
  @TempDir Path folder;

  @Test
  void isNamedAfterTheRunInAFolder() {
    assertThat(ReportFile.of("reports/", "run-1", Format.HTML), is(Path.of("reports/run-1.html")));
    assertThat(
        ReportFile.of(folder.toString(), "run-1", Format.JSON), is(folder.resolve("run-1.json")));
  }

  @Test
  void isTheFileThatIsNamed() {
    assertThat(ReportFile.of("mine.html", "run-1", Format.HTML), is(Path.of("mine.html")));
  }

  @Test
  void isWrittenInTwoWays() {
    assertThat(ReportFile.format("json"), is(Format.JSON));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> ReportFile.format("pdf")).getMessage(),
        is("--format must be html or json, was pdf"));
  }
}
