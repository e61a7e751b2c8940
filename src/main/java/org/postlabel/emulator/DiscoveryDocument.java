package org.postlabel.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.postlabel.emulator.answer.Answer;

/** The description from which Google's generated and dynamic clients take paths and root URL. */
final class DiscoveryDocument {
  private static final String RESOURCE = "discovery.json";
  private static final String ROOT = "{{root}}";

  private final Answer answer;

  private DiscoveryDocument(Answer answer) {
    this.answer = answer;
  }

  /** A document that names {@code endpoint} as its root. */
  static DiscoveryDocument of(URI endpoint) {
    try (InputStream resource = DiscoveryDocument.class.getResourceAsStream(RESOURCE)) {
      String template = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      String document = template.replace(ROOT, endpoint + "/");
      return new DiscoveryDocument(Answer.json(200, document.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer answer() {
    return answer;
  }
}
