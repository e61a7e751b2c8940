package org.postlabel.emulator;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.postlabel.emulator.Quota.Admission;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;
import org.postlabel.emulator.chat.ChatError;
import org.postlabel.emulator.chat.ChatRequest;
import org.postlabel.emulator.chat.ChatRequest.Post;
import org.postlabel.emulator.settings.ChatServer;
import org.postlabel.emulator.settings.ChatServer.TokenLimits;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/** Answers one chat call, which is one however many posts it holds, and counts it. */
final class ChatDesk implements Desk {
  private final Regime regime;
  private final Statistics statistics;
  private final ChatServer server;
  private final TokenLimits limits;

  ChatDesk(Regime regime, Statistics statistics) {
    this.regime = regime;
    this.statistics = statistics;
    this.server = regime.config().chat();
    this.limits = regime.config().chat().tokens();
  }

  Answer answer(long call, CallRequest http) {
    ChatRequest request;
    try {
      request = authorized(http);
    } catch (RefusedException e) {
      statistics.call(http.arrival(), false, e.answer().status());
      return e.answer();
    }
    Answer refusal = refusal(call, request);
    return refusal == null
        ? spoken(call, http.arrival(), request)
        : counted(refusal, false, http.arrival(), request, Set.of());
  }

  @Override
  public Answer gone() {
    return ChatError.gone(regime.config().limits().goneStatus());
  }

  @Override
  public Answer overQuota() {
    return ChatError.tooManyCalls("this model", secondsToWait(0));
  }

  @Override
  public boolean isSlowable() {
    return true;
  }

  private ChatRequest authorized(CallRequest http) throws RefusedException {
    if (server.needsKey() && !regime.config().acceptedKey().equals(http.bearerToken())) {
      throw new RefusedException(ChatError.invalidKey());
    }
    return ChatRequest.parse(http.body());
  }

  /** Why no model sees the prompt, or null. */
  private Answer refusal(long call, ChatRequest request) {
    String poison = regime.config().faults().poisonMarker();
    if (!server.has(request.model())) {
      return ChatError.modelNotFound(request.model());
    }
    if (request.wantsSchema() && !server.structuredOutput()) {
      return ChatError.formatNotSupported();
    }
    if (limits.context() > 0 && request.greatestTokens() > limits.context()) {
      return ChatError.contextTooLong(limits.context(), request.greatestTokens());
    }
    if (request.posts().stream().anyMatch(post -> Faults.isPoisoned(post.text(), poison))) {
      statistics.fault("poison");
      return ChatError.promptFiltered();
    }
    return falls(Fault.THROTTLED, call) ? overQuota() : null;
  }

  private Answer spoken(long call, long arrival, ChatRequest request) {
    ChatReply reply = ChatReply.to(request, call, regime);
    int tokens = reply.completion().tokens();
    Admission admission = regime.quota().admit(arrival, (long) request.promptTokens() + tokens);
    if (!admission.granted()) {
      Answer refusal = refused(admission, request, tokens);
      return counted(refusal, false, arrival, request, Set.of());
    }
    if (falls(Fault.UNAVAILABLE, call)) {
      return counted(ChatError.unavailable(), true, arrival, request, Set.of());
    }
    reply.faults().forEach(statistics::fault);
    statistics.prompt(request.posts().size(), request.promptTokens(), tokens);
    Answer answer = reply.completion().answerTo(request, call);
    if (falls(Fault.MALFORMED, call)) {
      Answer half = answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2));
      return counted(half, true, arrival, request, Set.of());
    }
    return counted(answer, true, arrival, request, reply.completion().labelledIds());
  }

  private Answer refused(Admission admission, ChatRequest request, int completionTokens) {
    int seconds = secondsToWait(admission.waitNanos());
    return switch (admission.obstacle()) {
      case TOKENS ->
          ChatError.tooManyTokens(
              request.model(),
              limits.perMinute(),
              (long) request.promptTokens() + completionTokens,
              seconds);
      case CREDIT -> ChatError.outOfCredit();
      case CALLS, NONE -> ChatError.tooManyCalls(request.model(), seconds);
    };
  }

  private Answer counted(
      Answer answer, boolean accepted, long arrival, ChatRequest request, Set<String> labelled) {
    statistics.call(arrival, accepted, answer.status());
    for (Post post : request.posts()) {
      statistics.text(TextHash.of(post.text()), labelled.contains(post.id()));
    }
    return answer;
  }

  private int secondsToWait(long nanos) {
    int told = regime.config().limits().retryAfterSeconds();
    long second = TimeUnit.SECONDS.toNanos(1);
    return told > 0 ? told : (int) Math.max(1, (nanos + second - 1) / second);
  }

  private boolean falls(Fault fault, long call) {
    boolean falls = regime.dice().falls(fault, call);
    if (falls) {
      statistics.fault(fault.word());
    }
    return falls;
  }
}
