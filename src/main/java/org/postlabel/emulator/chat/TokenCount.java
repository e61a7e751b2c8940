package org.postlabel.emulator.chat;

import java.nio.charset.StandardCharsets;

/**
 * The emulated tokens of a text: one for every four bytes of its UTF-8, and one for the rest. Real
 * models count differently, each in its own way.
 */
final class TokenCount {
  static final int BYTES = 4;

  private TokenCount() {}

  static int of(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (bytes + BYTES - 1) / BYTES;
  }
}
