package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Posts to one service over kept-alive connections. Retries nothing, follows no redirect, logs
 * nothing. Thread-safe.
 */
public final class ServiceClient implements AutoCloseable {
  /** Far more than the answers to a hundred calls. */
  private static final int MAX_BODY_BYTES = 32 << 20;

  /** The header of an emulator's answers; Google's client has it in small letters. */
  private static final String EMULATED = "x-emulated";

  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");

  /** The one that this thread waits for. */
  private static final ThreadLocal<Exchange> EXCHANGE = new ThreadLocal<>();

  private final HttpTransport transport;
  private final URI endpoint;
  private final Map<String, String> headers;
  private final int limitMillis;
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;
  private volatile boolean isEmulated;
  private volatile OptionalDouble tokensPerMinute = OptionalDouble.empty();

  ServiceClient(
      HttpTransport transport, URI endpoint, Map<String, String> headers, Duration limit) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.headers = headers;
    this.limitMillis = Math.toIntExact(limit.toMillis());
  }

  /**
   * A client of the service at {@code endpoint}, whose query is that of every request.
   *
   * <p>It is asked through the proxy that the environment of this process names for it, if any.
   *
   * @param headers of every request, such as the key's
   * @param maxConnections open at once
   * @param limit the longest time from {@link #post} to the last byte of its answer
   * @throws IllegalArgumentException when the proxy is none; the message holds no password
   */
  public static ServiceClient of(
      URI endpoint, Map<String, String> headers, int maxConnections, Duration limit) {
    return of(endpoint, headers, maxConnections, limit, System::getenv);
  }

  /**
   * @param environment gives the value of a variable, or null: those that name a proxy
   */
  static ServiceClient of(
      URI endpoint,
      Map<String, String> headers,
      int maxConnections,
      Duration limit,
      UnaryOperator<String> environment) {
    HttpClientBuilder client =
        Apache5HttpTransport.newDefaultHttpClientBuilder()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .useSystemProperties()
                    .setMaxConnTotal(maxConnections)
                    .setMaxConnPerRoute(maxConnections)
                    .build())
            .disableContentCompression()
            .addExecInterceptorFirst(
                "limit",
                (request, scope, chain) -> {
                  EXCHANGE.get().cancelLate((Cancellable) scope.originalRequest);
                  return chain.proceed(request, scope);
                });
    Proxy.of(endpoint, environment).ifPresent(proxy -> Route.by(proxy, endpoint, client));
    return new ServiceClient(new Apache5HttpTransport(client.build()), endpoint, headers, limit);
  }

  /** Whether an answer so far said that it comes from an emulator. */
  public boolean isEmulated() {
    return isEmulated;
  }

  /** The limit of tokens a minute that the last answer named; empty if it named none. */
  public OptionalDouble tokensPerMinute() {
    return tokensPerMinute;
  }

  /** Host and port of the service. */
  public String host() {
    return endpoint.getAuthority();
  }

  /**
   * Posts {@code body} and reads the whole answer, whatever its status.
   *
   * @param path after the endpoint's own, before its query
   * @param onSent run on this thread when the request has been written: however late that is,
   *     whatever stood still before, it is no earlier than the request left
   * @throws IOException when there is no whole answer within the limit, or this is closed
   */
  public HttpReply post(String path, String contentType, byte[] body, Runnable onSent)
      throws IOException {
    return exchange(
        factory ->
            factory.buildPostRequest(
                new GenericUrl(address(path), true),
                new SentContent(new ByteArrayContent(contentType, body), onSent)));
  }

  /**
   * Gets what the service says of itself.
   *
   * @param path after the endpoint's own
   * @throws IOException when there is no whole answer within the limit, or this is closed
   */
  public HttpReply get(String path) throws IOException {
    return exchange(factory -> factory.buildGetRequest(new GenericUrl(address(path), true)));
  }

  private HttpReply exchange(Building building) throws IOException {
    Exchange exchange = Exchange.begin(limitMillis);
    EXCHANGE.set(exchange);
    exchanges.add(exchange);
    try {
      if (isClosed) {
        throw new IOException("the client is closed");
      }
      HttpReply reply = send(building.build(transport.createRequestFactory()));
      if (exchange.end()) {
        return reply;
      }
      throw new SocketTimeoutException("the answer may be cut off");
    } catch (IllegalStateException e) {
      throw exchange.end() ? new IOException("the client is closed", e) : tooLate(e);
    } catch (IOException e) {
      throw exchange.end() ? e : tooLate(e);
    } finally {
      exchanges.remove(exchange);
      EXCHANGE.remove();
    }
  }

  /** What came of closing the connection at the limit. */
  private static IOException tooLate(Exception error) {
    return (IOException) new SocketTimeoutException().initCause(error);
  }

  private String address(String path) {
    String query = endpoint.getRawQuery();
    String base = endpoint.toString();
    return query == null ? base + path : base.substring(0, base.indexOf('?')) + path + "?" + query;
  }

  /** The body, which ends a request. */
  private record SentContent(HttpContent body, Runnable onSent) implements HttpContent {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      try {
        body.writeTo(out);
        out.flush();
      } finally {
        onSent.run(); // A service may count what broke off.
      }
    }

    @Override
    public long getLength() throws IOException {
      return body.getLength();
    }

    @Override
    public String getType() {
      return body.getType();
    }

    @Override
    public boolean retrySupported() {
      return body.retrySupported();
    }
  }

  /** Makes a request. */
  private interface Building {
    HttpRequest build(HttpRequestFactory factory) throws IOException;
  }

  private HttpReply send(HttpRequest request) throws IOException {
    HttpHeaders all = new HttpHeaders().setUserAgent("postlabel").setAcceptEncoding(null);
    headers.forEach((name, value) -> all.set(name, List.of(value)));
    HttpResponse response =
        request
            .setHeaders(all)
            .setConnectTimeout(limitMillis)
            .setReadTimeout(limitMillis)
            .setFollowRedirects(false)
            .setNumberOfRetries(0)
            .setThrowExceptionOnExecuteError(false)
            .setLoggingEnabled(false)
            .setCurlLoggingEnabled(false)
            .execute();
    if (response.getHeaders().containsKey(EMULATED)) {
      isEmulated = true;
    }
    tokensPerMinute = TokenLimit.of(response.getHeaders());
    try (InputStream content = response.getContent()) {
      return HttpReply.of(
          response.getStatusCode(),
          content == null ? "" : new String(content.readNBytes(MAX_BODY_BYTES), UTF_8),
          response.getContentType(),
          response.getHeaders().getRetryAfter());
    } finally {
      response.disconnect();
    }
  }

  /** Describes {@code error} without its message, which may quote the request. */
  public static String cause(IOException error) {
    if (error instanceof UnknownHostException) {
      return "unknown host";
    }
    if (error instanceof ConnectException) {
      return "no connection";
    }
    if (error instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (error instanceof SSLHandshakeException) {
      return "the certificate of the service is not trusted, or TLS failed";
    }
    if (error.getCause() instanceof TunnelRefusedException refusal) {
      Matcher status = STATUS.matcher("" + refusal.getMessage());
      return "the proxy refuses the connection"
          + (status.find() ? " (HTTP %s)".formatted(status.group(1)) : "");
    }
    return "connection broken: " + error.getClass().getSimpleName();
  }

  /** Ends exchanges that wait, without waiting for the service. */
  @Override
  public void close() {
    isClosed = true;
    exchanges.forEach(Exchange::cancel);
    try {
      transport.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
