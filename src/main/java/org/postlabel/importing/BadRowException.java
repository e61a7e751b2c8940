package org.postlabel.importing;

/** This row cannot be a post; the message says why without quoting it. */
final class BadRowException extends Exception {
  BadRowException(String cause) {
    super(cause);
  }
}
