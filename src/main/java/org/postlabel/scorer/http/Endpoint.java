package org.postlabel.scorer.http;

import java.net.URI;

/** The URL of a service, as an option gives it. */
public final class Endpoint {
  private Endpoint() {}

  /**
   * Parses {@code url} and removes slashes at its end.
   *
   * @throws IllegalArgumentException when it is no URL
   */
  public static URI parse(String option, String url) {
    try {
      return URI.create(url.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + " must be a URL, was not one", e);
    }
  }

  /**
   * Checks that {@code endpoint} is an HTTP URL without user, query and fragment. What is refused
   * may hold a key, so the message quotes only its scheme and host.
   *
   * @param pathEnd how its path must end
   * @param form of such a URL, for the message
   * @throws IllegalArgumentException when it is not
   */
  public static void check(String option, URI endpoint, String pathEnd, String form) {
    boolean isRight =
        endpoint.getHost() != null
            && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
            && endpoint.getUserInfo() == null
            && endpoint.getQuery() == null
            && endpoint.getFragment() == null
            && endpoint.getPath().endsWith(pathEnd);
    if (!isRight) {
      throw new IllegalArgumentException(
          "%s must be a %s, without user, key or query, was %s://%s"
              .formatted(option, form, endpoint.getScheme(), endpoint.getHost()));
    }
  }
}
