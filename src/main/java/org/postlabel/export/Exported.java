package org.postlabel.export;

import java.util.Map;

/**
 * What was written.
 *
 * @param unreadableTimes by column, values that are no times and were left out
 */
public record Exported(long labels, Map<String, Long> unreadableTimes) {
  public Exported {
    unreadableTimes = Map.copyOf(unreadableTimes);
  }
}
