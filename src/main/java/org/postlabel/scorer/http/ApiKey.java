package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.postlabel.post.Post;

/** The key of a service, or none. Never printed; only what a request is made of reveals it. */
public final class ApiKey {
  private static final String HIDDEN = "(hidden)";
  private static final int FINGERPRINT_LENGTH = 8;

  /** How keys of Google's begin: standard ones, bound ones, and access tokens. */
  private static final Pattern GOOGLES = Pattern.compile("AIza|AQ\\.|ya29\\.");

  private final String key;

  private ApiKey(String key) {
    this.key = key;
  }

  /**
   * Where a process finds its key.
   *
   * @param variable the environment variable that holds it when no file is named
   * @param option the option that names the file
   * @param isRequired whether the service answers no request without a key
   */
  public record Source(String variable, String option, String fileOrNull, boolean isRequired) {
    /**
     * Reads the key in this process.
     *
     * @throws IllegalArgumentException when it is required and missing, cannot be read, is no key,
     *     or must not be sent to {@code endpoint}; the message does not quote it
     */
    public ApiKey readFor(Endpoint endpoint) {
      ApiKey read = read();
      requireMayGo(read.key, endpoint);
      return read;
    }

    void requireMayGo(String key, Endpoint endpoint) {
      if (!key.isEmpty() && endpoint.isReadable() && !endpoint.allowsPlainHttp()) {
        throw new IllegalArgumentException(
            "%s must be https://..., or --allowPlainHttp must be true, because others could read the API key on its way, was http://%s"
                .formatted(endpoint.option(), endpoint.host()));
      }
      if (fileOrNull == null && !endpoint.isGoogles() && GOOGLES.matcher(key).lookingAt()) {
        throw new IllegalArgumentException(
            "%s must be a host of Google's, because %s holds a key of Google's form, was %s; if that key is for this service, name a file that holds it with %s"
                .formatted(endpoint.option(), variable, endpoint.host(), option));
      }
    }

    ApiKey read() {
      String key = (fileOrNull == null ? inEnvironment() : inFile()).strip();
      if (key.isEmpty() && isRequired) {
        throw new IllegalArgumentException(
            fileOrNull == null
                ? "no API key: set the environment variable %s, or name a file that holds it with %s"
                    .formatted(variable, option)
                : option + " must name a file with a key, was empty");
      }
      if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new IllegalArgumentException(
            "the API key from %s must be printable ASCII without spaces"
                .formatted(fileOrNull == null ? variable : fileOrNull));
      }
      return new ApiKey(key);
    }

    /** A placeholder for the key that {@link #read} would return; opens no file. */
    public ApiKey hidden() {
      boolean isThere = isRequired || fileOrNull != null || !inEnvironment().isBlank();
      return new ApiKey(isThere ? HIDDEN : "");
    }

    private String inEnvironment() {
      String value = System.getenv(variable);
      return value == null ? "" : value;
    }

    private String inFile() {
      try {
        return Files.readString(Path.of(fileOrNull), UTF_8);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            option + " must name a file that can be read, was " + fileOrNull, e);
      }
    }
  }

  /** The header {@code name} with the key after {@code prefix}; empty without a key. */
  public Map<String, String> header(String name, String prefix) {
    return key.isEmpty() ? Map.of() : Map.of(name, prefix + key);
  }

  /** The parameter {@code name} of a URL's query with the key; empty without a key. */
  String parameter(String name) {
    return key.isEmpty()
        ? ""
        : name + "=" + (key.equals(HIDDEN) ? HIDDEN : URLEncoder.encode(key, UTF_8));
  }

  /** Identifies the key without revealing it: the first digits of its SHA-256. */
  public String fingerprint() {
    return key.isEmpty() ? "no-key" : Post.textHash(key).substring(0, FINGERPRINT_LENGTH);
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
