package org.postlabel.llm.chat;

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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Sends prompts over kept connections, and nothing twice: what fails is the caller's to ask again.
 * Thread-safe.
 */
public final class ChatClient implements AutoCloseable {
  /** Far more than the labels of fifteen posts. */
  private static final int MAX_BODY_BYTES = 8 << 20;

  /** What is to be run when the request of this thread leaves. */
  private static final ThreadLocal<Runnable> ON_SENT = ThreadLocal.withInitial(() -> () -> {});

  private final GenericUrl url;
  private final ApiKey key;
  private final int timeoutMillis;
  private final HttpTransport transport;
  private final HttpRequestFactory requests;

  /** Sends through {@code transport}, and closes it in the end. */
  public ChatClient(URI endpoint, ApiKey key, HttpTransport transport, Duration timeout) {
    this.url = new GenericUrl(endpoint + "/chat/completions");
    this.key = key;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    this.transport = transport;
    this.requests = transport.createRequestFactory();
  }

  /** The network, with so many connections at most. */
  public static HttpTransport transport(int maxConnections) {
    return new Apache5HttpTransport(
        Apache5HttpTransport.newDefaultHttpClientBuilder()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .useSystemProperties()
                    .setMaxConnTotal(maxConnections)
                    .setMaxConnPerRoute(maxConnections)
                    .build())
            .disableContentCompression()
            .addRequestInterceptorLast((request, body, context) -> ON_SENT.get().run())
            .build());
  }

  /**
   * Posts {@code body}, which is JSON, and reads the whole answer, whatever its status.
   *
   * @param onSent is run on this thread when the request is written
   * @throws IOException when there is no whole answer
   */
  public HttpReply post(byte[] body, Runnable onSent) throws IOException {
    ON_SENT.set(onSent);
    try {
      return post(body);
    } finally {
      ON_SENT.remove();
    }
  }

  private HttpReply post(byte[] body) throws IOException {
    HttpRequest request =
        requests.buildPostRequest(url, new ByteArrayContent("application/json", body));
    HttpHeaders headers = new HttpHeaders().setUserAgent("postlabel").setAcceptEncoding(null);
    key.header().ifPresent(headers::setAuthorization);
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
      return new HttpReply(
          response.getStatusCode(),
          content == null ? "" : new String(content.readNBytes(MAX_BODY_BYTES), UTF_8),
          RetryAfter.read(response.getHeaders().getRetryAfter(), Instant.now()));
    } finally {
      response.disconnect();
    }
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
