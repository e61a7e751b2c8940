package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The form of an answer: the resource {@code llm/labels.schema.json}. Thread-safe. */
final class LabelSchema {
  /** The schema of a whole answer, for services that enforce it. */
  static final JsonNode ANSWER = read();

  private static final Schema LABEL =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ANSWER.at("/properties/labels/items"));

  private LabelSchema() {}

  /**
   * Whether {@code node} is a label: beyond the schema, exactly political posts have ideologies.
   */
  static boolean isLabel(JsonNode node) {
    return LABEL.validate(node).isEmpty()
        && node.path(SociopoliticalLabels.IS_SOCIOPOLITICAL).booleanValue()
            != node.path(SociopoliticalLabels.IDEOLOGY).isNull();
  }

  private static JsonNode read() {
    try (InputStream json = LabelSchema.class.getResourceAsStream("/llm/labels.schema.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
