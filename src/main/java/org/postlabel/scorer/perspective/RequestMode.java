package org.postlabel.scorer.perspective;

/** How queries are sent. */
public enum RequestMode {
  /** Many queries in one multipart request. */
  BATCH,
  /** Each query in a request of its own, over connections that are kept. */
  SINGLE
}
