package org.postlabel.scorer.perspective;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.postlabel.scorer.http.Received;
import org.postlabel.scorer.http.Sender;

/** Posts to the Perspective API with our key. Thread-safe. */
final class PerspectiveClient implements AutoCloseable {
  /** Far more than the answers to a hundred calls. */
  private static final int MAX_BODY_BYTES = 32 << 20;

  private final URI endpoint;
  private final ApiKey key;
  private final Sender sender;

  /** Posts through {@code sender}, and closes it in the end. */
  PerspectiveClient(URI endpoint, ApiKey key, Sender sender) {
    this.endpoint = endpoint;
    this.key = key;
    this.sender = sender;
  }

  /** The network, with so many connections at most. */
  static Sender network(int maxConnections, Duration timeout) {
    return Sender.overNetwork(maxConnections, timeout, MAX_BODY_BYTES);
  }

  String host() {
    return endpoint.getAuthority();
  }

  /**
   * Posts {@code body} and reads the whole answer, whatever its status.
   *
   * @param onSent is run on this thread when the request is written
   * @throws IOException when there is no whole answer
   */
  HttpReply post(String path, String contentType, byte[] body, Runnable onSent) throws IOException {
    Received received =
        sender.post(
            endpoint + path,
            contentType,
            body,
            key.isPresent() ? Map.of("X-Goog-Api-Key", key.header()) : Map.of(),
            onSent);
    return new HttpReply(
        received.status(),
        received.body(),
        received.contentType(),
        RetryAfter.read(received.retryAfterOrNull()));
  }

  @Override
  public void close() {
    sender.close();
  }
}
