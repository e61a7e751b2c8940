package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * Faults that strike the whole answer to a prompt: shares between 0 and 1 of answers that are
 * refusals, that a content filter has emptied, that are no JSON, or that trickle in over {@code
 * slowTime}. A prompt with a post that contains the poison is always refused; an empty one poisons
 * nothing.
 */
public record ReplyFaults(
    double refusal,
    double contentFilter,
    double invalidJson,
    double slow,
    Duration slowTime,
    String poison)
    implements Serializable {

  public static final ReplyFaults NONE = new ReplyFaults(0, 0, 0, 0, Duration.ofSeconds(5), "");

  public ReplyFaults {
    Bounds.checkRate("chatRefusalRate", refusal);
    Bounds.checkRate("chatContentFilterRate", contentFilter);
    Bounds.checkRate("chatInvalidJsonRate", invalidJson);
    Bounds.checkRate("chatSlowRate", slow);
    Bounds.checkMillis("chatSlowMillis", slowTime, 3_600_000);
    Objects.requireNonNull(poison, "--chatPoison must be a text, was null");
  }

  public ReplyFaults withRefusals(double rate) {
    return new ReplyFaults(rate, contentFilter, invalidJson, slow, slowTime, poison);
  }

  public ReplyFaults withContentFilter(double rate) {
    return new ReplyFaults(refusal, rate, invalidJson, slow, slowTime, poison);
  }

  public ReplyFaults withInvalidJson(double rate) {
    return new ReplyFaults(refusal, contentFilter, rate, slow, slowTime, poison);
  }

  public ReplyFaults withSlow(double rate, Duration time) {
    return new ReplyFaults(refusal, contentFilter, invalidJson, rate, time, poison);
  }

  public ReplyFaults withPoison(String word) {
    return new ReplyFaults(refusal, contentFilter, invalidJson, slow, slowTime, word);
  }

  public boolean poisons(String text) {
    return !poison.isEmpty() && text.contains(poison);
  }
}
