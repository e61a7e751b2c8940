package org.postlabel.importing.mapping;

/** This row cannot be a post; the message says why without quoting it. */
public final class BadRowException extends Exception {
  public BadRowException(String cause) {
    super(cause);
  }
}
