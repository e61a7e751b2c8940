package org.postlabel.scorer.http;

import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where requests hold the key of a service.
 *
 * @param name of the header, or of the parameter in the query
 */
public record KeyPlace(Kind kind, String name) implements Serializable {
  /** The form in which a service takes a key. */
  public enum Kind {
    /** The header {@code Authorization} with the key as a bearer token. */
    BEARER,
    /** A header with nothing but the key. */
    HEADER,
    /** A parameter of the URL's query. */
    QUERY
  }

  /** The word for {@link Kind#BEARER}. */
  public static final String BEARER = "bearer";

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");

  /**
   * Reads the value of {@code option}: {@code bearer}, {@code query}, {@code header} for {@code
   * usualHeader}, or the name of a header.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static KeyPlace parse(String option, String word, String usualHeader) {
    if (!HEADER_NAME.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "%s must be bearer, header, query or the name of a header, was %s"
              .formatted(option, word));
    }
    return switch (word) {
      case BEARER -> new KeyPlace(Kind.BEARER, "Authorization");
      case "header" -> new KeyPlace(Kind.HEADER, usualHeader);
      case "query" -> new KeyPlace(Kind.QUERY, "key");
      default -> new KeyPlace(Kind.HEADER, word);
    };
  }

  /** The headers of every request with {@code key}. */
  public Map<String, String> headers(ApiKey key) {
    return switch (kind) {
      case BEARER -> key.header(name, "Bearer ");
      case HEADER -> key.header(name, "");
      case QUERY -> Map.of();
    };
  }

  /** The address {@code url} with {@code key} in its query, if it belongs there: a secret then. */
  public URI url(URI url, ApiKey key) {
    String parameter = kind == Kind.QUERY ? key.parameter(name) : "";
    return parameter.isEmpty()
        ? url
        : URI.create(url + (url.getRawQuery() == null ? "?" : "&") + parameter);
  }
}
