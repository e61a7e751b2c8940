package org.postlabel.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends a body in small pieces, evenly over a time. Waiting between them holds no thread. */
final class Trickle {
  private static final int MOST_PIECES = 20;

  private final ScheduledExecutorService timer;
  private final HttpExchange exchange;
  private final byte[] body;
  private final long pauseNanos;
  private final int pieceLength;
  private int sent;

  Trickle(ScheduledExecutorService timer, HttpExchange exchange, byte[] body, Duration time) {
    this.timer = timer;
    this.exchange = exchange;
    this.body = body;
    this.pieceLength = Math.max(1, (body.length + MOST_PIECES - 1) / MOST_PIECES);
    int pieces = (body.length + pieceLength - 1) / pieceLength;
    this.pauseNanos = time.toNanos() / Math.max(1, pieces - 1);
  }

  /** Sends the next piece and sees to those that follow; the headers have been sent. */
  void sendNext() {
    try {
      OutputStream out = exchange.getResponseBody();
      int length = Math.min(pieceLength, body.length - sent);
      out.write(body, sent, length);
      out.flush();
      sent += length;
      if (sent == body.length) {
        out.close();
        return;
      }
      Future<?> unused = timer.schedule(this::sendNext, pauseNanos, TimeUnit.NANOSECONDS);
    } catch (IOException | RejectedExecutionException callerHasLeftOrClosed) {
      exchange.close();
    }
  }
}
