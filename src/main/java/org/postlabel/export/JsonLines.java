package org.postlabel.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** One JSON object a line; every object has every column, null where there is no value. */
final class JsonLines implements RowWriter {
  private final JsonGenerator json;
  private final List<SerializedString> names;

  JsonLines(OutputStream out, List<Column> columns) throws IOException {
    this.json = new JsonFactory().createGenerator(out);
    json.setRootValueSeparator(null);
    this.names = columns.stream().map(column -> new SerializedString(column.name())).toList();
  }

  @Override
  public void write(List<Object> values) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      json.writeFieldName(names.get(i));
      json.writeObject(values.get(i) instanceof Instant time ? time.toString() : values.get(i));
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
