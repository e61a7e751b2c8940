package org.postlabel.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.postlabel.emulator.EmulatorStats.Texts;

/** How often each text was requested and scored, by the SHA-256 of its UTF-8. For many threads. */
final class TextCounts {

  /** The hash of one text. */
  record TextHash(long first, long second, long third, long fourth) {

    static TextHash of(String text) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        return new TextHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    String hex() {
      return "%016x%016x%016x%016x".formatted(first, second, third, fourth);
    }
  }

  private static final class Count {
    private int calls;
    private int scored;
  }

  private final Map<TextHash, Count> counts = new HashMap<>();

  synchronized void add(TextHash text, boolean scored) {
    Count count = counts.computeIfAbsent(text, unused -> new Count());
    count.calls++;
    count.scored += scored ? 1 : 0;
  }

  synchronized Texts sum(boolean withEachText) {
    long scored = 0;
    int maxCalls = 0;
    int maxScored = 0;
    for (Count count : counts.values()) {
      scored += count.scored > 0 ? 1 : 0;
      maxCalls = Math.max(maxCalls, count.calls);
      maxScored = Math.max(maxScored, count.scored);
    }
    Map<String, Integer> callsByHash = new TreeMap<>();
    if (withEachText) {
      counts.forEach((text, count) -> callsByHash.put(text.hex(), count.calls));
    }
    return new Texts(counts.size(), scored, maxCalls, maxScored, callsByHash);
  }
}
