package org.postlabel.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;

/**
 * The elements of a JSON document that is one list, or of the list that a field of it holds; one
 * after the other, never the whole document. Not thread-safe.
 */
final class JsonRows implements RowSource {
  private final JsonFactory factory;
  private final JsonParser json;
  private final String list;
  private boolean inList;

  /** Where documents are objects, {@code list} names the field that holds the rows. */
  JsonRows(JsonFactory factory, InputStream in, String list) throws IOException {
    this.factory = factory;
    this.json = factory.createParser(in);
    this.list = list;
  }

  @Override
  public RawRows.Row next() throws IOException {
    try {
      while (true) {
        JsonToken token = json.nextToken();
        if (token == null) {
          return null;
        }
        if (inList && token != JsonToken.END_ARRAY) {
          return RawRows.Row.of(line(), element());
        }
        inList = token == JsonToken.START_ARRAY && isOurs();
        if ((!inList && token == JsonToken.START_ARRAY)
            || (token == JsonToken.START_OBJECT
                && !json.getParsingContext().getParent().inRoot())) {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the document.
      throw new IOException("not valid JSON");
    }
  }

  private boolean isOurs() {
    return json.getParsingContext().getParent().inRoot()
        || list.equals(json.getParsingContext().getParent().getCurrentName());
  }

  private String element() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = factory.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  @Override
  public long line() {
    return json.getTokenLocation().getLineNr();
  }
}
