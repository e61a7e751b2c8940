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
 * Sends an answer at its time, whole or broken. Waiting blocks no thread, so any number of calls
 * can be slow at once.
 */
final class Delivery {
  private static final int MAX_PIECES = 20;

  /** How much of an answer arrives. */
  enum Extent {
    WHOLE,
    CUT_IN_THE_MIDDLE,
    NOTHING
  }

  private interface Step {
    void run() throws IOException;
  }

  private final ScheduledExecutorService timer;

  Delivery(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Sends at {@code time}, on the scale of {@link System#nanoTime}; at once when that is past. */
  void send(HttpExchange exchange, Answer answer, Extent extent, long time) {
    int length = answer.body().length;
    at(
        time,
        exchange,
        () -> {
          switch (extent) {
            case WHOLE -> write(exchange, answer, length);
            case CUT_IN_THE_MIDDLE -> write(exchange, answer, length / 2);
            case NOTHING -> {}
          }
          if (extent != Extent.WHOLE) {
            exchange.close();
          }
        });
  }

  /** Sends from {@code time} on, in small pieces that take {@code duration} altogether. */
  void trickle(HttpExchange exchange, Answer answer, long time, Duration duration) {
    int length = Math.max(1, (answer.body().length + MAX_PIECES - 1) / MAX_PIECES);
    int pieces = (answer.body().length + length - 1) / length;
    long pause = duration.toNanos() / Math.max(1, pieces - 1);
    at(
        time,
        exchange,
        () -> {
          sendHeaders(exchange, answer);
          sendPieces(exchange, answer.body(), 0, length, pause);
        });
  }

  private void sendPieces(HttpExchange exchange, byte[] body, int sent, int length, long pause)
      throws IOException {
    OutputStream out = exchange.getResponseBody();
    int next = Math.min(sent + length, body.length);
    out.write(body, sent, next - sent);
    out.flush();
    if (next == body.length) {
      out.close();
    } else {
      at(
          System.nanoTime() + pause,
          exchange,
          () -> sendPieces(exchange, body, next, length, pause));
    }
  }

  private void at(long time, HttpExchange exchange, Step step) {
    Runnable task =
        () -> {
          try {
            step.run();
          } catch (IOException callerDisconnected) {
            exchange.close();
          }
        };
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
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (answer.retryAfterSeconds() > 0) {
      exchange
          .getResponseHeaders()
          .set("Retry-After", Integer.toString(answer.retryAfterSeconds()));
    }
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
  }
}
