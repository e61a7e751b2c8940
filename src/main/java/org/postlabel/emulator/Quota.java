package org.postlabel.emulator;

import java.util.concurrent.TimeUnit;
import org.postlabel.emulator.settings.ChatServer.TokenLimits;
import org.postlabel.emulator.settings.Limits;

/**
 * Admits calls within all quotas; a refused call uses nothing. A call counts from its own arrival,
 * even if a later one was admitted before it; tokens count from the latest arrival. Thread-safe.
 */
final class Quota {

  /** Which limit refuses a call. */
  enum Obstacle {
    NONE,
    CALLS,
    TOKENS,
    CREDIT
  }

  /** Whether a call is admitted, and if not, in how many nanoseconds it would be. */
  record Admission(Obstacle obstacle, long waitNanos) {
    private static final Admission GRANTED = new Admission(Obstacle.NONE, 0);

    boolean granted() {
      return obstacle == Obstacle.NONE;
    }
  }

  private final SlidingWindow second;
  private final SlidingWindow minute;
  private final TokenWindow tokensOfMinute;
  private final long credit;
  private long spent;
  private long latest = Long.MIN_VALUE;

  Quota(Limits limits, TokenLimits tokens) {
    second = new SlidingWindow(limits.queriesPerSecond(), TimeUnit.SECONDS.toNanos(1));
    minute = new SlidingWindow(limits.queriesPerMinute(), TimeUnit.MINUTES.toNanos(1));
    tokensOfMinute = new TokenWindow(tokens.perMinute(), TimeUnit.MINUTES.toNanos(1));
    credit = tokens.credit();
  }

  /** Tokens of the limit a minute that are not used; negative where there is no limit. */
  synchronized long tokensLeft() {
    return tokensOfMinute.left();
  }

  /** A call without tokens. */
  boolean admits(long arrival) {
    return admit(arrival, 0).granted();
  }

  synchronized Admission admit(long arrival, long tokens) {
    latest = Math.max(latest, arrival);
    if (tokens > 0 && credit > 0 && spent >= credit) {
      return new Admission(Obstacle.CREDIT, 0);
    }
    long callWait = Math.max(second.nanosUntilRoom(arrival), minute.nanosUntilRoom(arrival));
    if (callWait > 0) {
      return new Admission(Obstacle.CALLS, callWait);
    }
    long tokenWait = tokensOfMinute.nanosUntilRoom(latest, tokens);
    if (tokenWait > 0) {
      return new Admission(Obstacle.TOKENS, tokenWait);
    }
    second.take(arrival);
    minute.take(arrival);
    tokensOfMinute.take(latest, tokens);
    spent += tokens;
    return Admission.GRANTED;
  }
}
