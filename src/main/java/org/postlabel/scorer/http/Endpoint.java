package org.postlabel.scorer.http;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.postlabel.scorer.ServiceOptions;

/**
 * The address of a service, as an option gives it.
 *
 * @param option that gives it
 * @param url its path has no slash at its end
 * @param nameOrNull of the service, whatever its address
 * @param allowsPlainHttp whether a key may be sent over plain http to another machine
 */
public record Endpoint(String option, URI url, String nameOrNull, boolean allowsPlainHttp)
    implements Serializable {
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** Names of parameters whose values may be secrets. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)(^|&)[^=&]*(key|token|secret|password|sig|code|auth)[^=&]*=");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  /** Addresses, which are checked without a name server. */
  private static final Pattern ADDRESS = Pattern.compile("\\[.*\\]|\\d{1,3}(\\.\\d{1,3}){3}");

  public Endpoint {
    if (nameOrNull != null && !NAME.matcher(nameOrNull).matches()) {
      throw new IllegalArgumentException(
          "--scorerName must be up to 100 letters, digits and ._:-, was " + nameOrNull);
    }
  }

  /**
   * Parses {@code url} and removes slashes at the end of its path.
   *
   * @throws IllegalArgumentException when it is no URL, or the name is none
   */
  public static Endpoint parse(String option, String url, ServiceOptions options) {
    return new Endpoint(
        option, uri(option, url), options.getScorerName(), options.getAllowPlainHttp());
  }

  private static URI uri(String option, String url) {
    try {
      return URI.create(url.replaceAll("/+(?=\\?|$)", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + " must be a URL, was not one", e);
    }
  }

  /**
   * Checks that this is an HTTP URL without user, query and fragment. What is refused may hold a
   * key, so the message quotes only its scheme and host.
   *
   * @param pathEnd how its path must end
   * @param form of such a URL, for the message
   * @throws IllegalArgumentException when it is not
   */
  public void check(String pathEnd, String form) {
    if (!isHttp() || url.getQuery() != null || !url.getPath().endsWith(pathEnd)) {
      throw new IllegalArgumentException(
          "%s must be a %s, without user, key or query, was %s://%s"
              .formatted(option, form, url.getScheme(), url.getHost()));
    }
  }

  /**
   * The same for a service whose addresses may have a query, but no key in it.
   *
   * @throws IllegalArgumentException when it is no such URL
   */
  public void checkWithQuery(String form) {
    boolean hasSecret = url.getRawQuery() != null && SECRET.matcher(url.getRawQuery()).find();
    if (!isHttp() || hasSecret) {
      throw new IllegalArgumentException(
          "%s must be a %s, without user or key, was %s://%s"
              .formatted(option, form, url.getScheme(), url.getHost()));
    }
  }

  private boolean isHttp() {
    return url.getHost() != null
        && ("http".equals(url.getScheme()) || HTTPS.equals(url.getScheme()))
        && url.getUserInfo() == null
        && url.getFragment() == null;
  }

  /**
   * What stands for the service in ids: its name if it has one, else its host, and its port unless
   * it is that of https.
   */
  public String service() {
    if (nameOrNull != null) {
      return nameOrNull;
    }
    return port() == HTTPS_PORT ? host() : host() + ":" + port();
  }

  /**
   * The path of the service, and its query but for the version of the API; {@code usual} where a
   * name stands for its address.
   */
  public String path(String usual) {
    if (nameOrNull != null) {
      return usual;
    }
    String query =
        url.getRawQuery() == null
            ? ""
            : url.getRawQuery().replaceAll("(?<=^|&)api-version=[^&]*&?", "").replaceAll("&$", "");
    return query.isEmpty() ? url.getPath() : url.getPath() + "?" + query;
  }

  /** Whether it belongs to Google. */
  public boolean isGoogles() {
    return host().equals("googleapis.com") || host().endsWith(".googleapis.com");
  }

  /** Whether others on the way can read what is sent. */
  boolean isReadable() {
    return !HTTPS.equals(url.getScheme()) && !isThisMachine();
  }

  private boolean isThisMachine() {
    if (!ADDRESS.matcher(host()).matches()) {
      return host().equals("localhost");
    }
    try {
      return InetAddress.getByName(host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Host names do not differ by case, nor by the dot of the root at their end. */
  String host() {
    return url.getHost().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
  }

  private int port() {
    return url.getPort() >= 0
        ? url.getPort()
        : HTTPS.equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }
}
