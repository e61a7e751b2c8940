package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.postlabel.scorer.RequestPreview;

/** Records the last request instead of sending it. */
public final class RequestRecorder extends HttpTransport {
  private RequestPreview recorded;

  private RequestRecorder() {}

  /**
   * The last request that {@code sending} posts through the client that it is given.
   *
   * @param headers of every request
   */
  public static RequestPreview record(
      URI endpoint, Map<String, String> headers, Consumer<ServiceClient> sending) {
    RequestRecorder recorder = new RequestRecorder();
    try (ServiceClient client =
        new ServiceClient(recorder, endpoint, headers, Duration.ofMinutes(1))) {
      sending.accept(client);
    }
    return recorder.recorded;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    Map<String, String> headers = new LinkedHashMap<>();
    return new LowLevelHttpRequest() {
      @Override
      public void addHeader(String name, String value) {
        headers.put(name, value);
      }

      @Override
      public LowLevelHttpResponse execute() throws IOException {
        headers.put("Content-Type", getContentType());
        headers.put("Content-Length", Long.toString(getContentLength()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        getStreamingContent().writeTo(body);
        recorded = new RequestPreview(method, url, headers, body.toString(UTF_8));
        throw new IOException("nothing was sent");
      }
    };
  }
}
