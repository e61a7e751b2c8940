package org.postlabel.evaluation.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.report.page.Assets;

/**
 * An evaluation as one HTML file without a script; the template engine escapes whatever comes from
 * a table or a file.
 */
final class EvaluationPage {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private EvaluationPage() {}

  static void write(Evaluation evaluation, String toolVersion, Writer writer) {
    TEMPLATES.render(
        "evaluation.jte",
        Map.of(
            "evaluation",
            evaluation,
            "writtenAt",
            Instant.now(),
            "toolVersion",
            toolVersion,
            "assets",
            Assets.withoutScript()),
        new WriterOutput(writer));
  }
}
