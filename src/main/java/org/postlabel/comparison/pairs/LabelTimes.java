package org.postlabel.comparison.pairs;

import java.time.DateTimeException;
import org.postlabel.database.Timestamps;

/** When the first and the last score of either side was made, in ISO 8601; null if not known. */
public record LabelTimes(String leftFrom, String leftTo, String rightFrom, String rightTo) {
  /** Takes times as a database writes them. */
  public LabelTimes {
    leftFrom = inIso(leftFrom);
    leftTo = inIso(leftTo);
    rightFrom = inIso(rightFrom);
    rightTo = inIso(rightTo);
  }

  private static String inIso(String timeOrNull) {
    try {
      return timeOrNull == null ? null : Timestamps.parse(timeOrNull).toInstant().toString();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
