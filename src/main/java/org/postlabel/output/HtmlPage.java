package org.postlabel.output;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.Writer;
import java.util.Map;

/**
 * A result as one HTML file that needs no other; the template engine escapes whatever comes from a
 * table or a file.
 */
public final class HtmlPage {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private HtmlPage() {}

  /** Writes the page of the template {@code name}, whose parameters are {@code parameters}. */
  public static void write(String name, Map<String, Object> parameters, Writer writer) {
    TEMPLATES.render(name, parameters, new WriterOutput(writer));
  }
}
