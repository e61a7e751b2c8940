package org.postlabel.run;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Why a run ends before its work does.
 *
 * @param message one line for people: what happened, and what to do
 */
public record Stop(Kind kind, String message) implements Serializable {
  public Stop {
    requireNonNull(kind, "kind");
    requireNonNull(message, "message");
  }

  /** Who ended it. */
  public enum Kind {
    /** The user, or a limit that the user set. */
    ASKED,
    /** The provider is down, for now. */
    OUTAGE,
    /** The provider refuses us: key, project, configuration, or it is gone. */
    REFUSED,
    /** What is sent, or what comes back, cannot be right. */
    DISTRUSTED,
    /** The database takes no more. */
    DATABASE,
    /** A pipeline of the run failed, for none of these reasons. */
    FAILED,
    /** Another run took this one for dead and has begun in its place. */
    LOST;

    /** The word for a run that ended so, in the table {@code runs}. */
    public String status() {
      return switch (this) {
        case REFUSED -> "refused";
        case FAILED -> "failed";
        case LOST -> "died";
        case ASKED, OUTAGE, DISTRUSTED, DATABASE -> "stopped";
      };
    }
  }
}
