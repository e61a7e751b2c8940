package org.postlabel.emulator;

import java.util.Arrays;
import org.postlabel.emulator.Dice.Subject;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.analyze.Analysis;
import org.postlabel.emulator.analyze.AnalyzeRequest;
import org.postlabel.emulator.analyze.GoogleError;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;
import org.postlabel.emulator.settings.CallFaults;

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
  public double slowRate() {
    return 0;
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
    if (falls(Subject.THROTTLED, call, regime.config().callFaults().throttled())) {
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
    CallFaults faults = regime.config().callFaults();
    AnalyzeRequest request;
    try {
      request = AnalyzeRequest.parse(body);
    } catch (RefusedException e) {
      return e.answer();
    }
    Answer answer;
    if (falls(Subject.UNAVAILABLE, call, faults.unavailable())) {
      answer = GoogleError.unavailable();
    } else if (faults.poisons(request.text())) {
      statistics.fault("poison");
      answer = GoogleError.unknownCause();
    } else {
      answer = Analysis.of(request, faults.scoreShift());
    }
    boolean scored = answer.status() == 200;
    statistics.text(TextHash.of(request.text()), scored);
    return scored && falls(Subject.MALFORMED, call, faults.malformed())
        ? cutInHalf(answer)
        : answer;
  }

  private static Answer cutInHalf(Answer answer) {
    return answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2));
  }

  private boolean falls(Subject subject, long call, double rate) {
    boolean falls = regime.dice().falls(subject, call, rate);
    if (falls) {
      statistics.fault(subject);
    }
    return falls;
  }
}
