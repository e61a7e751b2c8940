package org.postlabel.emulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.postlabel.emulator.settings.EmulatorConfig;

/**
 * A Perspective API, chat completions, moderations and a classifier on 127.0.0.1, with the
 * protocols and limits of the real ones and with configured faults. Answers are emulated and mean
 * nothing. Thread-safe; its own threads are daemons.
 */
public final class Emulator implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1_024;
  private static final int TIMER_THREADS = 4;

  static {
    // Read once, when the server's classes load: no 40 ms pauses, no idle connection closed early.
    Properties properties = System.getProperties();
    properties.putIfAbsent("sun.net.httpserver.nodelay", "true");
    properties.putIfAbsent("sun.net.httpserver.maxIdleConnections", "4096");
    properties.putIfAbsent("sun.net.httpserver.idleInterval", "600");
  }

  private final HttpServer server;
  private final ExecutorService readers;
  private final ScheduledExecutorService timer;
  private final URI endpoint;
  private final Routes routes;

  private Emulator(EmulatorConfig config) throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), config.port()), BACKLOG);
    endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    readers = Executors.newCachedThreadPool(daemons("emulator-reader"));
    timer = Executors.newScheduledThreadPool(TIMER_THREADS, daemons("emulator-timer"));
    routes = new Routes(ActiveConfig.of(config), new Delivery(timer), endpoint);
    server.setExecutor(readers);
    server.createContext("/", routes);
  }

  /**
   * Starts an emulator that answers when this returns.
   *
   * @throws IOException if the port is taken
   */
  public static Emulator start(EmulatorConfig config) throws IOException {
    Emulator emulator = new Emulator(config);
    emulator.server.start();
    return emulator;
  }

  /** The root of all paths, without a slash at its end. */
  public URI endpoint() {
    return endpoint;
  }

  /** One line with the address, and that answers are emulated. */
  public String banner() {
    return """
    Emulated Perspective API, chat completions, moderations and classifier (answers mean nothing) at %s, key %s; \
    statistics at /stats\
    """
        .formatted(endpoint, routes.active().config().acceptedKey());
  }

  /** The statistics up to now, with the calls of each text. */
  public EmulatorStats stats() {
    return routes.statistics().sum(true);
  }

  /** Counts from 0 again; quota and faults are not reset. */
  public void resetStats() {
    routes.resetStatistics();
  }

  /**
   * Applies another configuration from the next request on; the port stays. Calls, and attempts of
   * a text, are counted from 0 again; what is used of an unchanged quota stays used.
   */
  public synchronized void reconfigure(EmulatorConfig config) {
    routes.change(routes.active().changedTo(config));
  }

  /** Stops at once: cuts open connections and drops answers that are not due yet. */
  @Override
  public void close() {
    timer.shutdownNow();
    server.stop(0);
    readers.shutdownNow();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
