package org.postlabel.emulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.postlabel.emulator.analyze.EmulatedScores;
import org.postlabel.emulator.answer.Answer;

/** The statistics as JSON, with a note that the scores are emulated. */
final class StatsDocument {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatsDocument() {}

  static Answer of(EmulatorStats stats) throws IOException {
    ObjectNode document = MAPPER.createObjectNode().put("note", EmulatedScores.NOTE);
    document.setAll((ObjectNode) MAPPER.valueToTree(stats));
    return Answer.json(200, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
  }
}
