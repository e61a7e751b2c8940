package org.postlabel.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.postlabel.emulator.Quota.Admission;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;
import org.postlabel.emulator.classifier.ClassifierDialect;
import org.postlabel.emulator.classifier.ClassifierRequest;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/**
 * A request to a classifier: one call, whatever the number of texts in it. It needs no key, but a
 * wrong one is refused.
 */
final class ClassifierApi implements Api {
  private final ActiveConfig active;
  private final EmulatorConfig config;
  private final Statistics statistics;
  private final CallRequest http;
  private final ClassifierDialect dialect;

  /** The request and the refusal exclude each other. */
  private ClassifierRequest request;

  private Answer refusal;

  ClassifierApi(
      ActiveConfig active, Statistics statistics, CallRequest http, ClassifierDialect dialect) {
    this.active = active;
    this.config = active.config();
    this.statistics = statistics;
    this.http = http;
    this.dialect = dialect;
    try {
      this.request = ClassifierRequest.parse(dialect, http.body());
    } catch (RefusedException e) {
      this.refusal = e.answer();
    }
    String key = http.bearerToken();
    if (key != null && !key.equals(config.acceptedKey())) {
      this.refusal = new Answer(401, "text/plain", new byte[0], 0);
    }
  }

  @Override
  public List<String> texts() {
    return request == null
        ? List.of(new String(http.body(), StandardCharsets.UTF_8))
        : request.texts();
  }

  @Override
  public Answer gone() {
    return dialect.error(config.limits().goneStatus(), "This service has been shut down.", "gone");
  }

  @Override
  public Answer overQuota() {
    return dialect
        .error(429, "Model is overloaded", "overloaded")
        .withRetryAfter(config.limits().retryAfterSeconds());
  }

  @Override
  public Answer answer(long call, Draws draws) {
    if (refusal != null) {
      statistics.call(http.arrival(), false, refusal.status());
      return refusal;
    }
    // A server of one's own takes no money.
    Admission admission =
        active
            .quota()
            .admit(http.arrival(), dialect == ClassifierDialect.HUGGINGFACE ? request.tokens() : 0);
    if (admission.obstacle() == Quota.Obstacle.CREDIT) {
      String message = "You have exceeded your monthly included credits.";
      return counted(dialect.error(402, message, "credit"), false, 0);
    }
    if (draws.occurs(Fault.THROTTLED) || !admission.granted()) {
      return counted(overQuota(), false, 0);
    }
    if (draws.occurs(Fault.UNAVAILABLE)) {
      return counted(ClassifierDialect.plainError(503, "no healthy upstream"), true, 0);
    }
    if (texts().stream().anyMatch(String::isBlank)) {
      return counted(dialect.invalid(400, "`inputs` cannot be empty", "Empty"), true, 0);
    }
    String poison = config.faults().poisonMarker();
    if (texts().stream().anyMatch(text -> Faults.isPoisoned(text, poison))) {
      statistics.fault("poison");
      return counted(dialect.invalid(422, "Tokenization error", "Tokenizer"), true, 0);
    }
    int all = texts().size();
    int results = all - (all > 1 && draws.occurs(Fault.FEWER_RESULTS) ? 1 : 0);
    Answer answer = dialect.answer(request, config.faults().newCategory(), results);
    return draws.occurs(Fault.MALFORMED)
        ? counted(answer.cutInHalf(), true, 0)
        : counted(answer, true, results == all ? all : 0);
  }

  private Answer counted(Answer answer, boolean accepted, int scored) {
    statistics.call(http.arrival(), accepted, answer.status());
    for (int i = 0; i < texts().size(); i++) {
      statistics.text(TextHash.of(texts().get(i)), i < scored);
    }
    return answer;
  }
}
