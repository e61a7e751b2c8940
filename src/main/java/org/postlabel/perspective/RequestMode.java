package org.postlabel.perspective;

import com.fasterxml.jackson.annotation.JsonAlias;

/** How queries are sent; options take small letters too. */
public enum RequestMode {
  /** Many queries in one multipart request. */
  @JsonAlias("batch")
  BATCH,
  /** Each query in a request of its own, over connections that are kept. */
  @JsonAlias("single")
  SINGLE
}
