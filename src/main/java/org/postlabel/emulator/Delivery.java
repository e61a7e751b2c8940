package org.postlabel.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postlabel.emulator.answer.Answer;

/**
 * Sends an answer at its time, whole or broken. Waiting holds no thread, so any number of calls can
 * be slow at once.
 */
final class Delivery {

  /** How much of an answer arrives. */
  enum Extent {
    WHOLE,
    CUT_IN_THE_MIDDLE,
    NOTHING
  }

  private final ScheduledExecutorService timer;

  Delivery(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Sends at {@code time}, on the scale of {@link System#nanoTime}; at once when that is past. */
  void send(HttpExchange exchange, Answer answer, Extent extent, long time) {
    at(time, exchange, () -> sendNow(exchange, answer, extent));
  }

  /** Sends from {@code time} on, in small pieces that take so long from the first to the last. */
  void trickle(HttpExchange exchange, Answer answer, long time, Duration slowness) {
    Trickle trickle = new Trickle(timer, exchange, answer.body(), slowness);
    at(
        time,
        exchange,
        () -> {
          try {
            sendHeaders(exchange, answer);
          } catch (IOException callerHasLeft) {
            exchange.close();
            return;
          }
          trickle.sendNext();
        });
  }

  private void at(long time, HttpExchange exchange, Runnable task) {
    long delay = time - System.nanoTime();
    if (delay <= 0) {
      task.run();
      return;
    }
    try {
      Future<?> unused = timer.schedule(task, delay, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      exchange.close();
    }
  }

  private static void sendNow(HttpExchange exchange, Answer answer, Extent extent) {
    try {
      switch (extent) {
        case WHOLE -> write(exchange, answer, answer.body().length);
        case CUT_IN_THE_MIDDLE -> write(exchange, answer, answer.body().length / 2);
        case NOTHING -> {}
      }
    } catch (IOException callerHasLeft) {
      exchange.close();
      return;
    }
    if (extent != Extent.WHOLE) {
      exchange.close();
    }
  }

  private static void write(HttpExchange exchange, Answer answer, int bytes) throws IOException {
    sendHeaders(exchange, answer);
    OutputStream out = exchange.getResponseBody();
    out.write(answer.body(), 0, bytes);
    out.flush();
    if (bytes == answer.body().length) {
      out.close();
    }
  }

  private static void sendHeaders(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("X-Emulated", "true");
    if (answer.retryAfterSeconds() > 0) {
      exchange
          .getResponseHeaders()
          .set("Retry-After", Integer.toString(answer.retryAfterSeconds()));
    }
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
  }
}
