package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What an answer must look like: the resource {@code llm/labels.schema.json}. Thread-safe. */
final class LabelSchema {
  /** Of the whole answer, for services that hold the model to it. */
  static final JsonNode ANSWER = read();

  private static final Schema LABEL =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ANSWER.at("/properties/labels/items"));

  private LabelSchema() {}

  /**
   * Whether {@code node} is one label; beyond the schema, ideology belongs to what is political.
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
