package org.postlabel.selection;

import java.io.Serializable;
import java.util.Optional;
import org.postlabel.post.Reason;
import org.postlabel.selection.source.PostSource;

/**
 * Which texts can be scored.
 *
 * @param minCodePoints the least length in Unicode code points, counted on the text as it stands
 * @param maxBytes the greatest length in bytes of UTF-8
 */
public record TextPolicy(int minCodePoints, int maxBytes) implements Serializable {
  public TextPolicy {
    if (minCodePoints < 0) {
      throw new IllegalArgumentException("--minTextLength must be 0 or more, was " + minCodePoints);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("--maxTextBytes must be 1 or more, was " + maxBytes);
    }
  }

  public static TextPolicy from(InputOptions options) {
    return new TextPolicy(options.getMinTextLength(), options.getMaxTextBytes());
  }

  /** Why {@code text} cannot be scored; empty when it can. */
  public Optional<Reason> objectionTo(String text) {
    if (PostSource.isUnreadable(text)) {
      return Optional.of(Reason.TEXT_UNREADABLE);
    }
    if (text.codePointCount(0, text.length()) < minCodePoints) {
      return Optional.of(Reason.TEXT_TOO_SHORT);
    }
    if (hasUnpairedSurrogate(text)) {
      return Optional.of(Reason.TEXT_NOT_UNICODE);
    }
    if (text.isBlank()) {
      return Optional.of(Reason.TEXT_EMPTY);
    }
    if (isLongerThanMaxBytes(text)) {
      return Optional.of(Reason.TEXT_TOO_LONG);
    }
    return Optional.empty();
  }

  /** Counts without encoding: a text may be long. */
  private boolean isLongerThanMaxBytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length() && bytes <= maxBytes; i++) {
      char c = text.charAt(i);
      // A surrogate is half of four bytes.
      bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return bytes > maxBytes;
  }

  /** A loop, since a stream of code points takes several times as long. */
  private static boolean hasUnpairedSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
