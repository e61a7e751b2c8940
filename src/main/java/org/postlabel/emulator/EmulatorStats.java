package org.postlabel.emulator;

import java.util.List;
import java.util.Map;

/**
 * Calls and answers since an emulator was started or last reset. A call is one query: each call of
 * a batch counts. Calls whose connection was cut before they were read have the status {@code
 * none}; {@code faults} counts the faults that were made on purpose, by name.
 */
public record EmulatorStats(
    Traffic arrived,
    Traffic accepted,
    long batchRequests,
    Map<String, Long> callsByStatus,
    Map<String, Long> faults,
    Texts texts,
    Chat chat) {

  /**
   * Calls, and when they came.
   *
   * @param maxInAnySecond the most of them in any sliding second
   * @param maxInAnyMinute the same for a minute
   * @param activeSeconds from the first call to the last
   * @param secondsByTenth from the first call until no tenth of them had come, one tenth, two, and
   *     so on up to all: eleven figures
   */
  public record Traffic(
      long calls,
      int maxInAnySecond,
      int maxInAnyMinute,
      double activeSeconds,
      List<Double> secondsByTenth) {

    /** Calls per second between two tenths; 0 is the first call, 10 the last. */
    public double rate(int fromTenth, int toTenth) {
      // From the first call to the last there is one interval less than calls.
      return (calls - 1)
          * (toTenth - fromTenth)
          / 10.0
          / (secondsByTenth.get(toTenth) - secondsByTenth.get(fromTenth));
    }
  }

  /** Prompts answered, the posts in them, and the tokens of both that were used. */
  public record Chat(long prompts, long posts, long promptTokens, long completionTokens) {}

  /**
   * Distinct texts requested; distinct texts scored at least once; the most calls and the most
   * scored calls of any one text; the calls of each text by the hexadecimal SHA-256 of its UTF-8,
   * empty when it was not requested.
   */
  public record Texts(
      long distinct,
      long distinctScored,
      int maxCallsOfOneText,
      int maxScoredOfOneText,
      Map<String, Integer> callsByHash) {}
}
