package org.postlabel.scorer.llm.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.postlabel.post.Post;

/** The key of a model's service, or none. It prints as nothing; only the header gives it away. */
public final class ApiKey {
  /** The environment variable that holds the key when no file does. */
  public static final String VARIABLE = "LLM_API_KEY";

  private static final int FINGERPRINT_LENGTH = 8;

  private final String key;

  private ApiKey(String key) {
    this.key = key;
  }

  /**
   * Reads the key from {@code fileOrNull}, or else from the environment of this process, which need
   * not have one: servers of one's own want none.
   *
   * @throws IllegalArgumentException when the file cannot be read or is empty, or what is there is
   *     no key
   */
  public static ApiKey read(String fileOrNull) {
    String key = (fileOrNull == null ? fromEnvironment() : readFile(fileOrNull)).strip();
    if (fileOrNull != null && key.isEmpty()) {
      throw new IllegalArgumentException("--llmKeyFile must name a file with a key, was empty");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the API key from "
              + (fileOrNull == null ? VARIABLE : fileOrNull)
              + " holds characters that no key has");
    }
    return new ApiKey(key);
  }

  /** Stands for the key that {@link #read} would give, which stays where it is. */
  public static ApiKey hidden(String fileOrNull) {
    return new ApiKey(fileOrNull == null && fromEnvironment().isBlank() ? "" : "(hidden)");
  }

  private static String fromEnvironment() {
    String value = System.getenv(VARIABLE);
    return value == null ? "" : value;
  }

  private static String readFile(String file) {
    try {
      return Files.readString(Path.of(file), UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--llmKeyFile must name a file that can be read, was " + file, e);
    }
  }

  /** The value of the header {@code Authorization}; empty without a key. */
  Optional<String> header() {
    return key.isEmpty() ? Optional.empty() : Optional.of("Bearer " + key);
  }

  /** Tells keys apart without giving them away: the first digits of the key's SHA-256. */
  public String fingerprint() {
    return key.isEmpty() ? "no-key" : Post.textHash(key).substring(0, FINGERPRINT_LENGTH);
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
