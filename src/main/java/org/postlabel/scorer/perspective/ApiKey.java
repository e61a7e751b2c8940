package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postlabel.post.Post;

/** The API key. It prints as nothing; only {@link #header()} gives it away. */
final class ApiKey {
  static final String VARIABLE = "PERSPECTIVE_API_KEY";

  private static final int FINGERPRINT_LENGTH = 8;

  private final String key;

  private ApiKey(String key) {
    this.key = key;
  }

  /**
   * Reads the key from {@code fileOrNull}, or else from the environment of this process.
   *
   * @param isNeeded whether there is no asking without a key
   * @throws IllegalArgumentException when it is needed and not there, or the file cannot be read
   */
  static ApiKey read(String fileOrNull, boolean isNeeded) {
    String key = fileOrNull == null ? System.getenv(VARIABLE) : readFile(fileOrNull);
    if (key == null || key.isBlank()) {
      if (isNeeded) {
        throw new IllegalArgumentException(
            "no API key: set the environment variable "
                + VARIABLE
                + ", or name a file that holds it with --apiKeyFile");
      }
      return new ApiKey("");
    }
    if (!key.strip().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the API key from "
              + (fileOrNull == null ? VARIABLE : fileOrNull)
              + " holds characters that no key has");
    }
    return new ApiKey(key.strip());
  }

  /** Stands for the key that {@link #read} would give, which stays where it is. */
  static ApiKey hidden(String fileOrNull, boolean isNeeded) {
    String inEnvironment = System.getenv(VARIABLE);
    boolean isThere =
        isNeeded || fileOrNull != null || (inEnvironment != null && !inEnvironment.isBlank());
    return new ApiKey(isThere ? "(hidden)" : "");
  }

  private static String readFile(String file) {
    try {
      return Files.readString(Path.of(file), UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--apiKeyFile must name a file that can be read, was " + file, e);
    }
  }

  boolean isPresent() {
    return !key.isEmpty();
  }

  /** The value of the header {@code X-Goog-Api-Key}. */
  String header() {
    return key;
  }

  /** Tells keys apart without giving them away: the first digits of the key's SHA-256. */
  String fingerprint() {
    return isPresent() ? Post.textHash(key).substring(0, FINGERPRINT_LENGTH) : "no-key";
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
