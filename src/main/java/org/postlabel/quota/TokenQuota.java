package org.postlabel.quota;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.database.Database;
import org.postlabel.database.Outage;
import org.postlabel.quota.DatabaseTokens.Reserved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens for a worker's requests, out of the quota that all workers and runs of its name share: the
 * configured one, or the provider's own when it names a lower one. The package's description tells
 * how. Thread-safe.
 */
public final class TokenQuota {
  private static final Logger LOG = LoggerFactory.getLogger(TokenQuota.class);

  /** A limit that answers do not name any more is forgotten after it. */
  private static final Duration NAMED_FOR = Duration.ofMinutes(10);

  /** How soon a waiting thread sees a stop, or tokens that another worker gives back. */
  private static final long CHECK_EVERY_MICROS = 100_000;

  private final DatabaseTokens tokens;
  private final double perMinute;
  private final Runnable onLost;
  private final MicroClock clock;
  private OptionalDouble named;
  private long namedAtMicros;
  private boolean hasSaidLimit;
  private long givenBack;

  /**
   * The quota called {@code name}.
   *
   * @param perMinute the configured one; 0 means none
   * @param runId who takes tokens
   * @param onLost is told when the run may take none
   */
  public TokenQuota(
      Database database,
      String name,
      double perMinute,
      String runId,
      Runnable onLost,
      MicroClock clock) {
    this.tokens = new DatabaseTokens(database, name, runId);
    this.perMinute = perMinute;
    this.onLost = onLost;
    this.clock = clock;
    this.named = tokens.namedLimit();
    this.namedAtMicros = clock.nowMicros();
  }

  /** Whether there is a limit now. */
  public synchronized boolean isLimited() {
    return perMinute > 0 || named.isPresent();
  }

  /**
   * Waits until a request may be sent that uses {@code most} tokens at most.
   *
   * @return nothing when {@code stop} turned true
   */
  public Optional<Reservation> reserve(long most, BooleanSupplier stop)
      throws InterruptedException {
    while (!stop.getAsBoolean()) {
      if (!isLimited()) {
        return Optional.of(new Reservation(Optional.empty()));
      }
      long givenBackBefore = givenBack();
      Optional<DatabaseTokens.Answer> answer = tokens.reserve(most, perMinute);
      if (answer.isEmpty()) {
        onLost.run();
        return Optional.empty();
      }
      learn(answer.get().namedLimit());
      if (answer.get().reserved().isPresent()) {
        return Optional.of(new Reservation(answer.get().reserved()));
      }
      await(answer.get().waitMicros(), givenBackBefore);
    }
    return Optional.empty();
  }

  /**
   * Keeps to the limit that an answer of the provider has just named, empty when it named none, for
   * all who share the quota. The last one counts, so that it may rise again; one that has not been
   * named for ten minutes is forgotten.
   */
  public void limitedBy(OptionalDouble limit) {
    if (isNew(limit)) {
      unlessUnavailable(
          () -> {
            tokens.name(limit);
            learn(limit);
          });
    }
  }

  private synchronized boolean isNew(OptionalDouble limit) {
    boolean isForgotten =
        limit.isEmpty() && clock.nowMicros() - namedAtMicros > NAMED_FOR.toNanos() / 1_000;
    if (limit.isPresent()) {
      namedAtMicros = clock.nowMicros();
    }
    return !limit.equals(named) && (limit.isPresent() || isForgotten);
  }

  /** Forgets a limit that the provider once named: it may have been raised since. */
  public void forgetLimit() {
    tokens.name(OptionalDouble.empty());
    learn(OptionalDouble.empty());
  }

  private synchronized void learn(OptionalDouble limit) {
    named = limit;
    boolean isLower = limit.isPresent() && (perMinute == 0 || limit.getAsDouble() < perMinute);
    if (isLower && !hasSaidLimit) {
      hasSaidLimit = true;
      LOG.warn(
          "The provider's limit is {} tokens per minute, {}; keeping to it.",
          (long) limit.getAsDouble(),
          perMinute == 0 ? "and --tokensPerMinute is not set" : "less than --tokensPerMinute");
    }
  }

  /** A limit is named again, and tokens stay reserved for no longer than their minute. */
  private static void unlessUnavailable(Runnable update) {
    try {
      update.run();
    } catch (JdbiException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
    }
  }

  private synchronized long givenBack() {
    return givenBack;
  }

  private synchronized void await(long micros, long givenBackBefore) throws InterruptedException {
    if (givenBack == givenBackBefore) {
      MICROSECONDS.timedWait(this, Math.min(micros, CHECK_EVERY_MICROS));
    }
  }

  private synchronized void giveBack() {
    givenBack++;
    notifyAll();
  }

  /** Tokens of one request. Thread-safe. */
  public final class Reservation implements Permit {
    private final Optional<Reserved> reserved;
    private final long reservedMicros = clock.nowMicros();
    private volatile long sentMicros = reservedMicros;

    private Reservation(Optional<Reserved> reserved) {
      this.reserved = reserved;
    }

    @Override
    public void sent() {
      sentMicros = clock.nowMicros();
    }

    /** Counts {@code used} tokens instead; the rest may be used by others at once. */
    public void settle(long used) {
      if (reserved.isPresent()) {
        long sent = reserved.get().atMicros() + sentMicros - reservedMicros;
        unlessUnavailable(() -> tokens.settle(reserved.get(), used, sent));
        giveBack();
      }
    }
  }
}
