package org.postlabel.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.Writer;
import java.util.Map;
import org.postlabel.report.RunReport;

/** A report as one HTML file; the template engine escapes whatever comes from a table. */
final class HtmlPage {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private HtmlPage() {}

  static void write(RunReport report, Writer writer) {
    TEMPLATES.render(
        "report.jte", Map.of("report", report, "assets", Assets.read()), new WriterOutput(writer));
  }
}
