package org.postlabel.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postlabel.emulator.Quota.Admission;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;
import org.postlabel.emulator.moderation.ModerationAnswer;
import org.postlabel.emulator.moderation.ModerationError;
import org.postlabel.emulator.moderation.ModerationRequest;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/** A request to moderations: one call, whatever the number of texts in it. */
final class ModerationApi implements Api {
  private static final String DEFAULT_MODEL = "omni-moderation-latest";

  private final ActiveConfig active;
  private final EmulatorConfig config;
  private final Statistics statistics;
  private final CallRequest http;

  /** The request and the refusal exclude each other. */
  private ModerationRequest request;

  private Answer refusal;

  ModerationApi(ActiveConfig active, Statistics statistics, CallRequest http) {
    this.active = active;
    this.config = active.config();
    this.statistics = statistics;
    this.http = http;
    try {
      this.request = ModerationRequest.parse(http.body());
    } catch (RefusedException e) {
      this.refusal = e.answer();
    }
    if (!config.acceptedKey().equals(http.bearerToken())) {
      this.refusal = ModerationError.invalidKey();
    }
  }

  @Override
  public List<String> texts() {
    return request == null
        ? List.of(new String(http.body(), StandardCharsets.UTF_8))
        : request.inputs();
  }

  @Override
  public Answer gone() {
    return ModerationError.gone(config.limits().goneStatus());
  }

  @Override
  public Answer overQuota() {
    return ModerationError.overQuota(model(), "requests", secondsToWait(0));
  }

  @Override
  public Map<String, String> headers() {
    boolean isMistrals = request != null && request.isMistrals();
    return active.tokenHeaders(isMistrals ? "tokens-minute" : "tokens");
  }

  @Override
  public Answer answer(long call, Draws draws) {
    if (refusal != null) {
      statistics.call(http.arrival(), false, refusal.status());
      return refusal;
    }
    Admission admission = active.quota().admit(http.arrival(), request.tokens());
    if (draws.occurs(Fault.THROTTLED)) {
      return counted(overQuota(), false, 0);
    }
    if (!admission.granted()) {
      return counted(refused(admission), false, 0);
    }
    if (draws.occurs(Fault.UNAVAILABLE)) {
      return counted(ModerationError.unavailable(), true, 0);
    }
    String poison = config.faults().poisonMarker();
    if (texts().stream().anyMatch(text -> text.isBlank() || Faults.isPoisoned(text, poison))) {
      statistics.fault("poison");
      return counted(ModerationError.invalid(model(), "An input cannot be moderated."), true, 0);
    }
    int results = texts().size() - (draws.occurs(Fault.FEWER_RESULTS) ? 1 : 0);
    Answer answer = ModerationAnswer.to(request, call, config.faults().newCategory(), results);
    if (draws.occurs(Fault.MALFORMED)) {
      return counted(answer.cutInHalf(), true, 0);
    }
    return counted(answer, true, results == texts().size() ? results : 0);
  }

  private Answer refused(Admission admission) {
    int seconds = secondsToWait(admission.waitNanos());
    return switch (admission.obstacle()) {
      case TOKENS -> ModerationError.overQuota(model(), "tokens", seconds);
      case CREDIT -> ModerationError.outOfCredit();
      case CALLS, NONE -> ModerationError.overQuota(model(), "requests", seconds);
    };
  }

  private Answer counted(Answer answer, boolean accepted, int scored) {
    statistics.call(http.arrival(), accepted, answer.status());
    for (int i = 0; i < texts().size(); i++) {
      statistics.text(TextHash.of(texts().get(i)), i < scored);
    }
    return answer;
  }

  private String model() {
    return request == null ? DEFAULT_MODEL : request.model();
  }

  private int secondsToWait(long nanos) {
    int configured = config.limits().retryAfterSeconds();
    long second = TimeUnit.SECONDS.toNanos(1);
    return configured > 0 ? configured : (int) Math.max(1, (nanos + second - 1) / second);
  }
}
