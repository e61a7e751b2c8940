package org.postlabel.emulator;

import java.util.Arrays;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.analyze.Analysis;
import org.postlabel.emulator.analyze.AnalyzeRequest;
import org.postlabel.emulator.analyze.GoogleError;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/** Answers one call, alone or out of a batch, and counts it. */
final class CallDesk implements Desk {
  private final Regime regime;
  private final Statistics statistics;

  CallDesk(Regime regime, Statistics statistics) {
    this.regime = regime;
    this.statistics = statistics;
  }

  /** {@code key} is null when the caller sent none. */
  Answer answer(long call, long arrival, String key, byte[] body) {
    Answer closed = whyClosed(call, key, body);
    if (closed != null) {
      statistics.call(arrival, false, closed.status());
      return closed;
    }
    boolean accepted = regime.quota().admits(arrival);
    Answer answer = accepted ? scored(call, body) : overQuota(body);
    statistics.call(arrival, accepted, answer.status());
    return answer;
  }

  @Override
  public Answer gone() {
    return GoogleError.gone(regime.config().limits().goneStatus());
  }

  @Override
  public boolean isSlowable() {
    return false;
  }

  private Answer whyClosed(long call, String key, byte[] body) {
    if (regime.isGoneAt(call)) {
      return gone();
    }
    if (key == null) {
      return GoogleError.keyMissing();
    }
    if (!key.equals(regime.config().acceptedKey())) {
      return GoogleError.keyNotValid();
    }
    if (falls(Fault.THROTTLED, call)) {
      return overQuota(body);
    }
    return null;
  }

  private Answer overQuota(byte[] body) {
    try {
      statistics.text(TextHash.of(AnalyzeRequest.parse(body).text()), false);
    } catch (RefusedException e) {
      return overQuota();
    }
    return overQuota();
  }

  @Override
  public Answer overQuota() {
    return GoogleError.overQuota(
        regime.config().limits().effectivePerMinute(),
        regime.config().limits().retryAfterSeconds());
  }

  private Answer scored(long call, byte[] body) {
    AnalyzeRequest request;
    try {
      request = AnalyzeRequest.parse(body);
    } catch (RefusedException e) {
      return e.answer();
    }
    Answer answer;
    if (falls(Fault.UNAVAILABLE, call)) {
      answer = GoogleError.unavailable();
    } else if (Faults.isPoisoned(request.text(), regime.config().faults().poisonMarker())) {
      statistics.fault("poison");
      answer = GoogleError.unknownCause();
    } else {
      answer = Analysis.of(request, regime.config().analyze().scoreShift());
    }
    boolean scored = answer.status() == 200;
    statistics.text(TextHash.of(request.text()), scored);
    return scored && falls(Fault.MALFORMED, call) ? cutInHalf(answer) : answer;
  }

  private static Answer cutInHalf(Answer answer) {
    return answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2));
  }

  private boolean falls(Fault fault, long call) {
    boolean falls = regime.dice().falls(fault, call);
    if (falls) {
      statistics.fault(fault.word());
    }
    return falls;
  }
}
