package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyTest {
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("me:p@ss word".getBytes(UTF_8));

  /** Names as curl reads them: lower case first, and http_proxy in lower case only. */
  @ParameterizedTest
  @CsvSource({
    "https://a.org, HTTPS_PROXY, true",
    "https://a.org, https_proxy, true",
    "https://a.org, ALL_PROXY, true",
    "https://a.org, all_proxy, true",
    "https://a.org, http_proxy, false",
    "http://a.org, http_proxy, true",
    "http://a.org, ALL_PROXY, true",
    "http://a.org, HTTP_PROXY, false",
    "http://a.org, HTTPS_PROXY, false",
    "http://localhost:11434, http_proxy, false",
    "http://127.0.0.1:8089, ALL_PROXY, false",
    "http://[::1]:8089, all_proxy, false"
  })
  void isNamedByAVariableForTheSchemeOrForAll(String url, String variable, boolean isUsed) {
    assertThat(proxy(url, variable, "http://proxy:3128").isPresent(), is(isUsed));
  }

  @Test
  void takesTheNameInLowerCaseBeforeTheOther() {
    Map<String, String> both =
        Map.of("HTTPS_PROXY", "http://upper:1", "https_proxy", "http://lower:2");

    assertThat(Proxy.of(URI.create("https://a.org"), both::get).get().host(), is("lower"));
    assertThat(proxy("https://a.org", "HTTPS_PROXY", ""), is(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, proxy, 3128",
    "http://proxy:3128/, proxy, 3128",
    "proxy:3128, proxy, 3128",
    "proxy, proxy, 1080",
    "http://proxy.corp, proxy.corp, 1080",
    "me:p%40ss@proxy:8080, proxy, 8080",
    "http://[::1]:8080, ::1, 8080"
  })
  void isWrittenWithOrWithoutSchemeAndPort(String value, String host, int port) {
    Proxy proxy = proxy("https://a.org", "HTTPS_PROXY", value).orElseThrow();

    assertThat(proxy.host(), is(host));
    assertThat(proxy.port(), is(port));
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "a.org, true",
    ".a.org, true",
    "a.org., true",
    "A.ORG, true",
    "org, true",
    "x.org other.org a.org, true",
    "'x.org, a.org', true",
    "a.org:443, true",
    "a.org:8443, false",
    "b.a.org, false",
    "*.a.org, false",
    "ga.org, false",
    "'', false"
  })
  void isNotUsedForTheHostsOfNoProxyAndTheirSubdomains(String noProxy, boolean isDirect) {
    for (String host : List.of("https://a.org", "https://a.org:443/v1")) {
      assertThat(proxy(host, "HTTPS_PROXY", "p:1", "NO_PROXY", noProxy).isEmpty(), is(isDirect));
    }
    boolean isSubdomainDirect = isDirect || noProxy.equals("b.a.org");
    assertThat(
        proxy("https://b.a.org", "HTTPS_PROXY", "p:1", "no_proxy", noProxy).isEmpty(),
        is(isSubdomainDirect));
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.3.4, true",
    "192.168.0.0/16, true",
    "192.168.3.4/32, true",
    "0.0.0.0/0, true",
    "192.168.4.0/24, false",
    "192.168.3.0/99, false",
    "192.168.3.0/x, false",
    "168.3.4, false",
    "fe80::/10, false"
  })
  void isNotUsedForTheNetworksOfNoProxy(String noProxy, boolean isDirect) {
    assertThat(
        proxy("https://192.168.3.4:8443", "HTTPS_PROXY", "p:1", "NO_PROXY", noProxy).isEmpty(),
        is(isDirect));
  }

  /**
   * As in kubernetes-client/javascript#233, fabric8io/kubernetes-client#4832, curl/curl#9773,
   * kubernetes/minikube#3827, and with the slip of kubernetes/kubernetes#130029.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.96.0.1 | 10.96.0.0/12",
        "10.0.100.1 | 10.0.0.0/8",
        "10.10.20.1 | .domain1,.domain2,127.0.0.1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16",
        "192.168.99.100 | 192.168.99.1/24",
        "192.168.7.9 | [ocalhost,192.168.0.0/16,10.100.0.10,169.254.169.254,.internal",
        "api.eu.internal | [ocalhost,192.168.0.0/16,10.100.0.10,169.254.169.254,.internal"
      })
  void isNotUsedForTheListsThatPeopleHave(String host, String noProxy) {
    assertThat(
        proxy("https://" + host, "HTTPS_PROXY", "p:1", "NO_PROXY", noProxy), is(Optional.empty()));
    assertThat(
        proxy("https://a.org", "HTTPS_PROXY", "p:1", "NO_PROXY", noProxy).isPresent(), is(true));
  }

  /** As in guzzle/guzzle#1677, carsonyl/pypac#49 and postmanlabs/postman-app-support#6227. */
  @ParameterizedTest
  @CsvSource({
    "http://login:pass%40gmail.com@192.0.2.1:80, login:pass@gmail.com",
    "http://me:%40%40@proxy:3128, me:@@",
    "http://me:a%23b%2Fc%3Ad@proxy:3128, me:a#b/c:d",
    "http://me:%2540@proxy:3128, me:%40"
  })
  void readsAPasswordWithSpecialCharacters(String value, String user) {
    assertThat(proxy("https://a.org", "HTTPS_PROXY", value).get().userOrNull(), is(user));
  }

  @Test
  void isNotUsedForTheIpv6NetworksOfNoProxy() {
    for (String noProxy : List.of("fe80::/10", "[fe80::1]", "fe80::1", "fe80:0:0::1")) {
      assertThat(
          proxy("https://[fe80::1]", "HTTPS_PROXY", "p:1", "NO_PROXY", noProxy).isEmpty(),
          is(true));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://me:SECRET@proxy:1080",
        "https://me:SECRET@proxy",
        "http://me:SECRET@",
        "http://me:SEC RET@proxy:1",
        "http://login:SECRET@gmail.com@192.0.2.1:80",
        "http://me:1#SECRET@proxy:3128",
        "http://me:1/SECRET@proxy:3128",
        "http://me:1?SECRET@proxy:3128"
      })
  void isRefusedWithoutItsPasswordWhereItIsNoHttpProxy(String value) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> proxy("https://a.org", "HTTPS_PROXY", value));

    assertThat(
        refused.getMessage(),
        is(
            "HTTPS_PROXY must be the URL of an HTTP proxy, such as http://proxy.example.org:3128;"
                + " in a password, @ is written as %40 and # as %23"));
    assertThat("" + refused.getCause(), not(containsString("SECRET")));
  }

  @Test
  void printsNoPassword() {
    assertThat(
        proxy("https://a.org", "HTTPS_PROXY", "http://me:SECRET@proxy:1").toString(),
        is("Optional[Proxy[proxy:1]]"));
  }

  @Test
  void asksByPlainHttpThroughTheProxyWithItsCredentials() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy = HttpServer.create(loopback(), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          asked.add(exchange.getRequestHeaders().getFirst("Host"));
          asked.add(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    proxy.start();
    try (ServiceClient client =
        client("http://a.test:81/v1", "http_proxy", "me:p%40ss%20word", proxy.getAddress())) {
      assertThat(client.post("/x", "text/plain", new byte[9], () -> {}).status(), is(200));
    } finally {
      proxy.stop(0);
    }
    assertThat(asked, is(List.of("http://a.test:81/v1/x", "a.test:81", BASIC)));
  }

  @Test
  void opensATunnelForHttpsWithItsCredentialsOnceTheProxyAsksForThem() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServiceClient client =
            client(
                "https://a.test/v1",
                "HTTPS_PROXY",
                "me:p%40ss%20word",
                (InetSocketAddress) proxy.getLocalSocketAddress())) {
      CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> answer(proxy));

      IOException error =
          assertThrows(
              IOException.class, () -> client.post("/x", "text/plain", new byte[9], () -> {}));

      assertThat(seen.get(), containsString("CONNECT a.test:443 HTTP/1.1"));
      assertThat(seen.get(), containsString("Proxy-Authorization: " + BASIC));
      assertThat(ServiceClient.cause(error), is("the proxy refuses the connection (HTTP 403)"));
    }
  }

  /** Asks for credentials, and refuses what comes with some. */
  private static String answer(ServerSocket proxy) {
    StringBuilder seen = new StringBuilder();
    while (!seen.toString().contains("Proxy-Authorization")) {
      try (Socket socket = proxy.accept()) {
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        boolean isAuthorized = false;
        for (String line = reader.readLine();
            line != null && !line.isEmpty();
            line = reader.readLine()) {
          seen.append(line).append('\n');
          isAuthorized |= line.startsWith("Proxy-Authorization");
        }
        String status =
            isAuthorized
                ? "403 Forbidden"
                : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"";
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .getBytes(UTF_8));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return seen.toString();
  }

  private static ServiceClient client(
      String url, String variable, String user, InetSocketAddress proxy) {
    Map<String, String> environment =
        Map.of(variable, "http://" + user + "@127.0.0.1:" + proxy.getPort());
    return ServiceClient.of(URI.create(url), Map.of(), 1, Duration.ofSeconds(20), environment::get);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static Optional<Proxy> proxy(String url, String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return Proxy.of(URI.create(url), environment::get);
  }
}
