package org.postlabel.scoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.postlabel.run.StopSign;

/**
 * Groups texts into requests, each on a thread of its own; a text in flight holds one of a bounded
 * number of slots. Thread-safe.
 */
final class RequestSlots {
  private static final long CHECK_STOP_MILLIS = 200;

  private final RetryLoop loop;
  private final StopSign stopSign;
  private final Executor threads;
  private final Semaphore free;
  private final AtomicInteger heldBack;

  /**
   * @param heldBack how many of {@code slots} are not used before {@link #useAll}
   */
  RequestSlots(RetryLoop loop, StopSign stopSign, Executor threads, int slots, int heldBack) {
    this.loop = loop;
    this.stopSign = stopSign;
    this.threads = threads;
    this.free = new Semaphore(slots - heldBack, true);
    this.heldBack = new AtomicInteger(heldBack);
  }

  void useAll() {
    free.release(heldBack.getAndSet(0));
  }

  /**
   * Asks for all of {@code waiting} in requests of {@code size} texts; returns when all have slots.
   * What is handed over to a request leaves {@code waiting}: whatever happens, it is completed.
   */
  void ask(Map<String, TextsInFlight.Text> waiting, IntSupplier size, Keeper keeper)
      throws InterruptedException {
    while (!waiting.isEmpty()) {
      List<TextsInFlight.Text> request = waiting.values().stream().limit(size.getAsInt()).toList();
      if (!acquire(request.size())) {
        waiting.values().forEach(text -> text.complete(Optional.empty()));
        return;
      }
      threads.execute(() -> ask(request, keeper));
      request.forEach(text -> waiting.remove(text.question().textHash()));
    }
  }

  private boolean acquire(int slots) throws InterruptedException {
    while (!stopSign.isSet()) {
      if (free.tryAcquire(slots, CHECK_STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  private void ask(List<TextsInFlight.Text> request, Keeper keeper) {
    Map<String, TextsInFlight.Text> open = new LinkedHashMap<>();
    request.forEach(text -> open.put(text.question().textHash(), text));
    try {
      loop.ask(
          request.stream().map(TextsInFlight.Text::question).toList(),
          keeper,
          (textHash, answer) -> {
            open.remove(textHash).complete(answer);
            free.release();
          });
    } catch (InterruptedException | RuntimeException e) {
      open.values().forEach(text -> text.fail(e));
      free.release(open.size());
    }
  }
}
