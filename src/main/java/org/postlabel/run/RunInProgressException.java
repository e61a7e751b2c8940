package org.postlabel.run;

/** Another run of the same scorer holds this database; the message says who, and since when. */
public final class RunInProgressException extends Exception {
  RunInProgressException(String message) {
    super(message);
  }
}
