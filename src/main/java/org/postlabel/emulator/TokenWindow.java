package org.postlabel.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * At most {@code limit} tokens in any span of {@code nanos}; a limit of 0 is none. Times must not
 * decrease; not thread-safe.
 */
final class TokenWindow {
  private record Use(long time, long tokens) {}

  private final Deque<Use> uses = new ArrayDeque<>();
  private final long limit;
  private final long nanos;
  private long used;

  TokenWindow(long limit, long nanos) {
    this.limit = limit;
    this.nanos = nanos;
  }

  /** How long so many tokens must wait; a whole span when they are more than the limit. */
  long nanosUntilRoom(long time, long tokens) {
    while (!uses.isEmpty() && time - uses.peek().time() >= nanos) {
      used -= uses.remove().tokens();
    }
    if (limit == 0) {
      return 0;
    }
    if (tokens > limit) {
      return nanos;
    }
    long free = limit - used;
    long wait = 0;
    for (Use use : uses) {
      if (free >= tokens) {
        break;
      }
      free += use.tokens();
      wait = use.time() + nanos - time;
    }
    return wait;
  }

  /** Not used when {@link #nanosUntilRoom} was last asked; negative without a limit. */
  long left() {
    return limit == 0 ? -1 : limit - used;
  }

  void take(long time, long tokens) {
    if (limit > 0) {
      uses.add(new Use(time, tokens));
      used += tokens;
    }
  }
}
