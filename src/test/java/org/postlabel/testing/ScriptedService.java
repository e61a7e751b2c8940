package org.postlabel.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP service on a local port that answers each request as a test tells it. */
public final class ScriptedService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One request.
   *
   * @param body missing when it is empty
   * @param headers by name in small letters
   */
  public record Asked(String route, JsonNode body, Map<String, String> headers) {}

  /** What is sent back. */
  public record Reply(int status, String body, Map<String, String> headers) {
    public static Reply ok(String json) {
      return new Reply(200, json, Map.of("Content-Type", "application/json"));
    }

    /** JSON, with single quotes for double ones. */
    public static Reply error(int status, String json) {
      return new Reply(status, json.replace('\'', '"'), Map.of("Content-Type", "application/json"));
    }

    public Reply with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Reply(status, body, more);
    }
  }

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public ScriptedService(Function<Asked, Reply> script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, script));
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Asked, Reply> script) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String raw = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Asked next =
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            raw.isEmpty() ? JSON.missingNode() : JSON.readTree(raw),
            headers);
    asked.add(next);
    Reply reply = script.apply(next);
    byte[] body = reply.body.getBytes(UTF_8);
    reply.headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** All requests so far. */
  public List<Asked> asked() {
    return asked;
  }

  /** Its root, without a slash at its end. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
