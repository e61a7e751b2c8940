package org.postlabel.json;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Makes JSON mappers. All of ours come from here, since a mapper may keep its class loader. */
public final class Json {
  private Json() {}

  /** A mapper with Jackson's defaults, which the caller may configure. */
  public static ObjectMapper mapper() {
    return new ObjectMapper().registerModule(new OwnBuffersModule());
  }
}
