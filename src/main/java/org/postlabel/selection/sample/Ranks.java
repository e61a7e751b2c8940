package org.postlabel.selection.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Gives each uri a place in a random order that depends on nothing but the seed: the first 64 bits
 * of the SHA-256 of {@code seed uri}. Not thread-safe.
 */
final class Ranks {
  private final MessageDigest sha256;
  private final byte[] seed;

  Ranks(long seed) {
    this.seed = (seed + " ").getBytes(UTF_8);
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  long of(String uri) {
    sha256.update(seed);
    return ByteBuffer.wrap(sha256.digest(uri.getBytes(UTF_8))).getLong();
  }
}
