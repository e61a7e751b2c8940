package org.postlabel.scorer.llm.chat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.postlabel.scorer.http.Received;
import org.postlabel.scorer.http.Sender;

/** Posts prompts with our key. Thread-safe. */
public final class ChatClient implements AutoCloseable {
  /** Far more than the labels of fifteen posts. */
  private static final int MAX_BODY_BYTES = 8 << 20;

  private final String url;
  private final ApiKey key;
  private final Sender sender;

  /** Posts through {@code sender}, and closes it in the end. */
  public ChatClient(URI endpoint, ApiKey key, Sender sender) {
    this.url = endpoint + "/chat/completions";
    this.key = key;
    this.sender = sender;
  }

  /** The network, with so many connections at most. */
  public static Sender network(int maxConnections, Duration timeout) {
    return Sender.overNetwork(maxConnections, timeout, MAX_BODY_BYTES);
  }

  /**
   * Posts {@code body}, which is JSON, and reads the whole answer, whatever its status.
   *
   * @param onSent is run on this thread when the request is written
   * @throws IOException when there is no whole answer
   */
  public HttpReply post(byte[] body, Runnable onSent) throws IOException {
    Map<String, String> headers =
        key.header().map(header -> Map.of("Authorization", header)).orElse(Map.of());
    Received received = sender.post(url, "application/json", body, headers, onSent);
    return new HttpReply(
        received.status(),
        received.body(),
        RetryAfter.read(received.retryAfterOrNull(), Instant.now()));
  }

  @Override
  public void close() {
    sender.close();
  }
}
