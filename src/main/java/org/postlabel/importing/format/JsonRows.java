package org.postlabel.importing.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Set;

/**
 * Rows of JSON that are not one a line: the elements of lists, or objects that span lines; one
 * after the other, never the whole document. Not thread-safe.
 */
final class JsonRows implements RowSource {
  private final JsonFactory factory;
  private final JsonParser json;
  private final Set<String> lists;
  private final boolean objectsAreRows;
  private boolean inList;

  private JsonRows(JsonFactory factory, InputStream in, Set<String> lists, boolean objectsAreRows)
      throws IOException {
    this.factory = factory;
    this.json = factory.createParser(in);
    this.lists = lists;
    this.objectsAreRows = objectsAreRows;
  }

  /** The elements of lists; where documents are objects, of those in the fields {@code lists}. */
  static JsonRows ofLists(JsonFactory factory, InputStream in, Set<String> lists)
      throws IOException {
    return new JsonRows(factory, in, lists, false);
  }

  /** Objects, one after the other, on as many lines as they need. */
  static JsonRows ofObjects(JsonFactory factory, InputStream in) throws IOException {
    return new JsonRows(factory, in, Set.of(), true);
  }

  /**
   * Whether an object of the document that begins with {@code start}, not one inside it, has a list
   * in one of {@code fields}.
   */
  static boolean hasList(JsonFactory factory, byte[] start, Set<String> fields) {
    try (JsonParser json = factory.createParser(start)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          if (json.nextToken() == JsonToken.START_ARRAY && fields.contains(name)) {
            return true;
          }
          json.skipChildren();
        }
      }
      return false;
    } catch (IOException cutOff) {
      return false;
    }
  }

  @Override
  public RawRows.Row next() throws IOException {
    try {
      while (true) {
        JsonToken token = json.nextToken();
        if (token == null) {
          return null;
        }
        if (isRow(token)) {
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

  private boolean isRow(JsonToken token) {
    return objectsAreRows
        ? token == JsonToken.START_OBJECT
        : inList && token != JsonToken.END_ARRAY;
  }

  private boolean isOurs() {
    return json.getParsingContext().getParent().inRoot()
        || lists.contains(json.getParsingContext().getParent().getCurrentName());
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
