package org.postlabel.scoring;

import java.util.ArrayList;
import java.util.Collection;
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
 * number of slots, a long one more than one of them. While a text waits for its next attempt,
 * others have its slots, and it is behind them; of texts that wait so, there are no more than there
 * are slots. Thread-safe.
 */
final class RequestSlots {
  private static final long CHECK_STOP_MILLIS = 200;

  /** Of texts in flight: requests and answers hold several copies of each. */
  private static final long MAX_BYTES = 16_000_000;

  private final RetryLoop loop;
  private final StopSign stopSign;
  private final Executor threads;
  private final Semaphore free;

  /** How many more slots may be given away by texts that wait. */
  private final Semaphore toGive;

  private final int slotsAtFirst;
  private final long bytesPerSlot;
  private final AtomicInteger heldBack;

  /**
   * @param heldBack how many of {@code slots} are not used before {@link #useAll}
   */
  RequestSlots(RetryLoop loop, StopSign stopSign, Executor threads, int slots, int heldBack) {
    this.loop = loop;
    this.stopSign = stopSign;
    this.threads = threads;
    this.slotsAtFirst = slots - heldBack;
    this.bytesPerSlot = Math.max(1, MAX_BYTES / slots);
    this.free = new Semaphore(slotsAtFirst, true);
    this.toGive = new Semaphore(slots);
    this.heldBack = new AtomicInteger(heldBack);
  }

  void useAll() {
    free.release(heldBack.getAndSet(0));
  }

  /**
   * Asks for all of {@code waiting} in requests of {@code size} texts; returns when all have slots.
   * What is handed over to a request leaves {@code waiting}: whatever happens, it is completed or
   * failed.
   */
  void ask(Map<String, TextsInFlight.Text> waiting, IntSupplier size, Keeper keeper)
      throws InterruptedException {
    while (!waiting.isEmpty()) {
      List<TextsInFlight.Text> request = request(waiting.values(), size.getAsInt());
      int acquired = request.stream().mapToInt(this::slotsOf).sum();
      if (!acquire(acquired)) {
        waiting.values().forEach(text -> text.complete(Optional.empty()));
        return;
      }
      try {
        threads.execute(() -> ask(request, keeper));
      } catch (RuntimeException | Error e) {
        free.release(acquired);
        throw e;
      }
      request.forEach(text -> waiting.remove(text.question().textHash()));
    }
  }

  /** The first texts, as many as {@code size} and the slots of one worker allow. */
  private List<TextsInFlight.Text> request(Collection<TextsInFlight.Text> waiting, int size) {
    List<TextsInFlight.Text> request = new ArrayList<>();
    int slots = 0;
    for (TextsInFlight.Text text : waiting) {
      slots += slotsOf(text);
      if (request.size() == size || (slots > slotsAtFirst && !request.isEmpty())) {
        break;
      }
      request.add(text);
    }
    return request;
  }

  /**
   * One, or more for a text so long that all slots would hold too many bytes; never all and more.
   */
  private int slotsOf(TextsInFlight.Text text) {
    // A character has up to two bytes in memory, as long as up to three in UTF-8.
    return (int) Math.min(slotsAtFirst, 1 + 2L * text.question().text().length() / bytesPerSlot);
  }

  private void release(TextsInFlight.Text text) {
    free.release(slotsOf(text));
  }

  /** Gives the slots of {@code texts} away until {@code pause} is over and they get others. */
  private void rest(Collection<TextsInFlight.Text> texts, RetryLoop.Pause pause)
      throws InterruptedException {
    int slots = texts.stream().mapToInt(this::slotsOf).sum();
    if (!toGive.tryAcquire(slots)) {
      pause.await();
      return;
    }
    free.release(slots);
    try {
      pause.await();
    } finally {
      // Whatever happens: who holds slots gives them back soon, and others count on these.
      free.acquireUninterruptibly(slots);
      toGive.release(slots);
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
            TextsInFlight.Text text = open.remove(textHash);
            text.complete(answer);
            release(text);
          },
          pause -> rest(open.values(), pause));
    } catch (InterruptedException | RuntimeException e) {
      fail(open.values(), e);
    } catch (Error e) {
      fail(open.values(), e);
      throw e;
    }
  }

  private void fail(Collection<TextsInFlight.Text> texts, Throwable cause) {
    texts.forEach(text -> text.fail(cause));
    texts.forEach(this::release);
  }
}
