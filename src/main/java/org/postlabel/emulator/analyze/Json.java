package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and writes JSON as a stream. Escapes all but ASCII, so that lone surrogates survive. */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Json() {}

  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static JsonParser read(byte[] body) throws IOException {
    return FACTORY.createParser(body);
  }

  static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A whole number without a fraction, as the real service prints 0 and 1. */
  static void writeScore(JsonGenerator json, float value) throws IOException {
    if (value == (int) value) {
      json.writeNumber((int) value);
    } else {
      json.writeNumber(value);
    }
  }
}
