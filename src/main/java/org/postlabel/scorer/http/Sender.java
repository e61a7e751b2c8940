package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Sends requests over kept connections, and nothing twice: what fails is the caller's to ask again.
 * Logs nothing. Thread-safe.
 */
public final class Sender implements AutoCloseable {
  /** What is to be run when the request of this thread leaves. */
  private static final ThreadLocal<Runnable> ON_SENT = ThreadLocal.withInitial(() -> () -> {});

  private final HttpTransport transport;
  private final HttpRequestFactory requests;
  private final int timeoutMillis;
  private final int maxBodyBytes;

  /** Sends through {@code transport}, and closes it in the end. */
  Sender(HttpTransport transport, Duration timeout, int maxBodyBytes) {
    this.transport = transport;
    this.requests = transport.createRequestFactory();
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    this.maxBodyBytes = maxBodyBytes;
  }

  /**
   * Sends through the network.
   *
   * @param maxConnections that are open at once
   * @param timeout the longest wait for a connection, and for an answer
   * @param maxBodyBytes where a longer answer is cut off
   */
  public static Sender overNetwork(int maxConnections, Duration timeout, int maxBodyBytes) {
    return new Sender(
        new Apache5HttpTransport(
            Apache5HttpTransport.newDefaultHttpClientBuilder()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setMaxConnTotal(maxConnections)
                        .setMaxConnPerRoute(maxConnections)
                        .build())
                .disableContentCompression()
                .addRequestInterceptorLast((request, body, context) -> ON_SENT.get().run())
                .build()),
        timeout,
        maxBodyBytes);
  }

  /**
   * Posts {@code body} and reads the whole answer, whatever its status.
   *
   * @param headers besides those that every request has
   * @param onSent is run on this thread when the request is written
   * @throws IOException when there is no whole answer
   */
  public Received post(
      String url, String contentType, byte[] body, Map<String, String> headers, Runnable onSent)
      throws IOException {
    ON_SENT.set(onSent);
    try {
      return post(
          requests.buildPostRequest(new GenericUrl(url), new ByteArrayContent(contentType, body)),
          headers);
    } finally {
      ON_SENT.remove();
    }
  }

  private Received post(HttpRequest request, Map<String, String> more) throws IOException {
    HttpHeaders headers = new HttpHeaders().setUserAgent("postlabel").setAcceptEncoding(null);
    more.forEach((name, value) -> headers.set(name, List.of(value)));
    request
        .setHeaders(headers)
        .setConnectTimeout(timeoutMillis)
        .setReadTimeout(timeoutMillis)
        .setFollowRedirects(false)
        .setNumberOfRetries(0)
        .setThrowExceptionOnExecuteError(false)
        .setLoggingEnabled(false)
        .setCurlLoggingEnabled(false);
    HttpResponse response = request.execute();
    try (InputStream content = response.getContent()) {
      return new Received(
          response.getStatusCode(),
          content == null ? "" : new String(content.readNBytes(maxBodyBytes), UTF_8),
          response.getContentType(),
          response.getHeaders().getRetryAfter());
    } finally {
      response.disconnect();
    }
  }

  /** What went wrong, in our own words: exceptions of HTTP clients may quote requests. */
  public static String cause(IOException error) {
    if (error instanceof UnknownHostException) {
      return "its host has no address";
    }
    if (error instanceof ConnectException) {
      return "no connection";
    }
    if (error instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    return "the connection broke: " + error.getClass().getSimpleName();
  }

  @Override
  public void close() {
    try {
      transport.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
