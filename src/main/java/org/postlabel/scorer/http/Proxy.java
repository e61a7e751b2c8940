package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An HTTP proxy, as curl reads it from the environment: {@code https_proxy} or {@code HTTPS_PROXY}
 * for https, {@code http_proxy} in lower case only for http, {@code all_proxy} or {@code ALL_PROXY}
 * for both. Other than with curl, this machine is never asked through a proxy.
 *
 * @param userOrNull with its password, separated by a colon: a secret
 */
record Proxy(String host, int port, String userOrNull) {
  /** Curl's. */
  private static final int USUAL_PORT = 1080;

  /**
   * The proxy for {@code url}; empty when there is none, or {@code NO_PROXY} rules it out.
   *
   * @param environment gives a variable's value, or null
   * @throws IllegalArgumentException when it is no HTTP proxy; the message does not quote it
   */
  static Optional<Proxy> of(URI url, UnaryOperator<String> environment) {
    List<String> names =
        url.getScheme().equals("https")
            ? List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : List.of("http_proxy", "all_proxy", "ALL_PROXY");
    Optional<String> variable =
        names.stream().filter(name -> environment.apply(name) != null).findFirst();
    Optional<String> exceptions =
        Stream.of("no_proxy", "NO_PROXY").map(environment).filter(v -> v != null).findFirst();
    return variable
        .filter(name -> !environment.apply(name).isBlank())
        .filter(name -> !NoProxy.rulesOut(url, exceptions.orElse("")))
        .map(name -> parse(name, environment.apply(name).strip()));
  }

  private static Proxy parse(String variable, String value) {
    try {
      URI url = URI.create(value.contains("://") ? value : "http://" + value);
      // A password's #, / or ? would make its user the host.
      boolean endsEarly = url.getRawUserInfo() == null && value.contains("@");
      if (url.getScheme().equalsIgnoreCase("http") && url.getHost() != null && !endsEarly) {
        String user = url.getRawUserInfo();
        return new Proxy(
            NoProxy.unbracketed(url.getHost()),
            url.getPort() < 0 ? USUAL_PORT : url.getPort(),
            user == null ? null : URLDecoder.decode(user.replace("+", "%2B"), UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // Its message quotes the value.
    }
    throw new IllegalArgumentException(
        variable
            + " must be the URL of an HTTP proxy, such as http://proxy.example.org:3128;"
            + " in a password, @ is written as %40 and # as %23");
  }

  /** The password is a secret. */
  @Override
  public String toString() {
    return "Proxy[%s:%d]".formatted(host, port);
  }
}
