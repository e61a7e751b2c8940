package org.postlabel.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands requests on to a provider, except those that hold a certain word: these it spoils. */
final class SickTextServer implements AutoCloseable {
  /** What becomes of a request that holds the word. */
  enum Harm {
    HTTP_500,
    /** As of Ollama for certain texts (ollama/ollama#15582). */
    NOT_A_NUMBER,
    /** As of llama.cpp's server (ggml-org/llama.cpp#17316). */
    INVALID_BATCH,
    HTTP_403,
    UNREADABLE,
    CLOSED,
    HANGS
  }

  private static final Set<String> HANDED_ON =
      Set.of("content-type", "x-goog-api-key", "authorization");

  final AtomicInteger spoilt = new AtomicInteger();
  private final URI provider;
  private final String word;
  private final Harm harm;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean isDown;

  SickTextServer(URI provider, String word, Harm harm) throws IOException {
    this.provider = provider;
    this.word = word;
    this.harm = harm;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Every request gets HTTP 503 from now on, or no longer. */
  void setDown(boolean isDownNow) {
    isDown = isDownNow;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (isDown) {
        send(exchange, 503, "{}");
      } else if (new String(body, UTF_8).contains(word)) {
        spoilt.incrementAndGet();
        spoil(exchange);
      } else {
        handOn(exchange, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void spoil(HttpExchange exchange) throws IOException, InterruptedException {
    switch (harm) {
      case HTTP_500 -> send(exchange, 500, "{\"error\":{\"code\":500,\"status\":\"INTERNAL\"}}");
      case NOT_A_NUMBER ->
          send(
              exchange,
              500,
              "{\"error\":\"failed to encode response: json: unsupported value: NaN\"}");
      case INVALID_BATCH ->
          send(
              exchange,
              500,
              "{\"error\":{\"code\":500,\"message\":\"Invalid input"
                  + " batch.\",\"type\":\"server_error\"}}");
      case HTTP_403 -> send(exchange, 403, "<html><title>Attention Required!</title></html>");
      case UNREADABLE -> send(exchange, 200, "{\"attributeScores\":{\"TOX");
      case CLOSED -> {}
      case HANGS -> Thread.sleep(60_000);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void handOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(provider.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (HANDED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.header(name, values.get(0));
              }
            });
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    response
        .headers()
        .firstValue("content-type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(response.statusCode(), response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
