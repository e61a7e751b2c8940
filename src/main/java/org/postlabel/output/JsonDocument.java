package org.postlabel.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.OptionalDouble;
import org.postlabel.json.Json;

/**
 * Records as JSON for programs: numbers as they are, times in ISO 8601, null for what is not known.
 */
public final class JsonDocument {
  private static final ObjectMapper JSON =
      Json.mapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(OptionalDouble.class, new NumberOrNull()))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private JsonDocument() {}

  /** Writes {@code document} and a line break; {@code writer} stays open. */
  public static void write(Object document, Writer writer) throws IOException {
    JSON.writeValue(writer, document);
    writer.write('\n');
  }

  /** An object without names yet. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** {@code document} as a tree. */
  public static JsonNode tree(Object document) {
    return JSON.valueToTree(document);
  }

  /** {@code document}, a record, as a tree to which more can be added. */
  public static ObjectNode object(Object document) {
    return JSON.valueToTree(document);
  }

  private static final class NumberOrNull extends JsonSerializer<OptionalDouble> {
    @Override
    public void serialize(OptionalDouble value, JsonGenerator json, SerializerProvider unused)
        throws IOException {
      if (value.isPresent()) {
        json.writeNumber(value.getAsDouble());
      } else {
        json.writeNull();
      }
    }
  }
}
