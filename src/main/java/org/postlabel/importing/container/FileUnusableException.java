package org.postlabel.importing.container;

/** A whole file cannot be imported; the message says in one line which, why and what to do. */
public final class FileUnusableException extends RuntimeException {
  public FileUnusableException(String file, String problem) {
    super(file + " " + problem);
  }

  public FileUnusableException(String file, String problem, Throwable cause) {
    super(file + " " + problem, cause);
  }

  private FileUnusableException(String message, FileUnusableException cause) {
    super(message, cause);
  }

  /** This one with {@code more} to do, at its end. */
  public FileUnusableException with(String more) {
    return new FileUnusableException(getMessage() + more, this);
  }
}
