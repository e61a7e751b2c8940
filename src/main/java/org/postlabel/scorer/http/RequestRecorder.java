package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postlabel.scorer.RequestPreview;

/** Records the last request instead of sending it. */
final class RequestRecorder extends HttpTransport {
  private RequestPreview recorded;

  /** Null before the first request. */
  RequestPreview recorded() {
    return recorded;
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
