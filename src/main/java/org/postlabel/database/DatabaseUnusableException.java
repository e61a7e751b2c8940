package org.postlabel.database;

/** The database cannot be opened or is not ours to use; the message says what to do. */
public final class DatabaseUnusableException extends RuntimeException {
  public DatabaseUnusableException(String message, Throwable cause) {
    super(message, cause);
  }

  public DatabaseUnusableException(String message) {
    super(message);
  }
}
