package org.postlabel.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postlabel.daemon.DaemonTimer;

/**
 * Serves the figures of a run at {@code http://127.0.0.1:PORT/metrics}, if a port is given. It
 * listens at once, so that a run whose port is in use does not begin.
 */
public final class MetricsEndpoint implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String PATH = "/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer serverOrNull;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(DaemonTimer.threads("postlabel-metrics"));

  private MetricsEndpoint(HttpServer serverOrNull) {
    this.serverOrNull = serverOrNull;
  }

  /**
   * Listens on the port of {@code options}.
   *
   * @throws IllegalArgumentException when the port is out of range or in use
   */
  public static MetricsEndpoint from(MetricsOptions options) {
    int port = options.getMetricsPort();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--metricsPort must be 0..65535, was " + port);
    }
    try {
      return new MetricsEndpoint(
          port == 0
              ? null
              : HttpServer.create(
                  new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot listen on port %d: %s; choose another with --metricsPort"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Serves {@code metrics} from now on. */
  public void show(RunMetrics metrics) {
    if (serverOrNull != null) {
      serverOrNull.createContext(PATH, exchange -> answer(exchange, metrics));
      serverOrNull.setExecutor(reader);
      serverOrNull.start();
    }
  }

  private static void answer(HttpExchange exchange, RunMetrics metrics) throws IOException {
    try (exchange) {
      byte[] text = metrics.scrape().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TEXT);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    if (serverOrNull != null) {
      serverOrNull.stop(0);
    }
    reader.shutdownNow();
  }
}
