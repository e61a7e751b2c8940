package org.postlabel.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A row to label. Its identity is {@code uri}; {@code text} is sent to the provider as it stands,
 * never stripped or normalised.
 */
public record Post(String uri, String text, PostMetadata metadata) implements Serializable {
  public Post {
    requireNonNull(uri, "uri");
    requireNonNull(text, "text");
    requireNonNull(metadata, "metadata");
  }

  /** The lower-case hexadecimal SHA-256 of the text's UTF-8. Equal texts are paid for once. */
  public String textHash() {
    return textHash(text);
  }

  /** The lower-case hexadecimal SHA-256 of {@code text}'s UTF-8. */
  public static String textHash(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
