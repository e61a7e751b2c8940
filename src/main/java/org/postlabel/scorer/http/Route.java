package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;

/** Sends requests by way of a proxy. */
final class Route {
  private Route() {}

  /** Makes {@code client} ask {@code url} through {@code proxy}. */
  static void by(Proxy proxy, URI url, HttpClientBuilder client) {
    HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
    client.setRoutePlanner(new DefaultProxyRoutePlanner(host));
    if (proxy.userOrNull() == null) {
      return;
    }
    if (url.getScheme().equals("https")) {
      String[] user = proxy.userOrNull().split(":", 2);
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          new AuthScope(host),
          new UsernamePasswordCredentials(user[0], (user.length > 1 ? user[1] : "").toCharArray()));
      client.setDefaultCredentialsProvider(credentials);
    } else {
      // At once, since the body of a request is not sent again. No tunnel: the proxy reads it.
      String basic = Base64.getEncoder().encodeToString(proxy.userOrNull().getBytes(UTF_8));
      client.addRequestInterceptorLast(
          (request, body, context) ->
              request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, "Basic " + basic));
    }
  }
}
