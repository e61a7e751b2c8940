package org.postlabel.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/** A request to chat completions: one call, whatever the number of posts in the prompt. */
final class ChatApi implements Api {
  private final ActiveConfig active;
  private final EmulatorConfig config;
  private final Statistics statistics;
  private final CallRequest http;

  /** The prompt and the refusal exclude each other. */
  private ChatRequest prompt;

  private Answer refusal;

  ChatApi(ActiveConfig active, Statistics statistics, CallRequest http) {
    this.active = active;
    this.config = active.config();
    this.statistics = statistics;
    this.http = http;
    try {
      this.prompt = ChatRequest.parse(http.body());
    } catch (RefusedException e) {
      this.refusal = e.answer();
    }
    if (config.chat().needsKey() && !config.acceptedKey().equals(http.chatKey())) {
      this.refusal = ChatError.invalidKey();
    }
  }

  @Override
  public List<String> texts() {
    return prompt == null || prompt.posts().isEmpty()
        ? List.of(new String(http.body(), StandardCharsets.UTF_8))
        : prompt.posts().stream().map(Post::text).toList();
  }

  @Override
  public Answer gone() {
    return ChatError.gone(config.limits().goneStatus());
  }

  @Override
  public Answer overQuota() {
    return ChatError.tooManyCalls("this model", secondsToWait(0));
  }

  @Override
  public Map<String, String> headers() {
    return active.tokenHeaders("tokens");
  }

  @Override
  public boolean isSlow(Draws draws) {
    return draws.occurs(Fault.CHAT_SLOW);
  }

  @Override
  public Answer answer(long call, Draws draws) {
    if (refusal != null) {
      statistics.call(http.arrival(), false, refusal.status());
      return refusal;
    }
    Answer unread = unread(draws);
    return unread == null ? completed(call, draws) : counted(unread, false, Set.of());
  }

  /** Why the model does not get the prompt, or null. */
  private Answer unread(Draws draws) {
    ChatServer server = config.chat();
    if (!server.has(prompt.model())) {
      return ChatError.modelNotFound(prompt.model());
    }
    if (prompt.wantsSchema() && !server.structuredOutput()) {
      return ChatError.formatNotSupported();
    }
    int context = server.tokens().context();
    if (context > 0 && prompt.greatestTokens() > context) {
      return ChatError.contextTooLong(context, prompt.greatestTokens());
    }
    String poison = config.faults().poisonMarker();
    if (prompt.posts().stream().anyMatch(post -> Faults.isPoisoned(post.text(), poison))) {
      statistics.fault("poison");
      return ChatError.promptFiltered();
    }
    return draws.occurs(Fault.THROTTLED) ? overQuota() : null;
  }

  private Answer completed(long call, Draws draws) {
    ChatReply reply = ChatReply.to(prompt, config, draws);
    int tokens = reply.completion().tokens();
    long allTokens = (long) prompt.promptTokens() + tokens;
    Admission admission = active.quota().admit(http.arrival(), allTokens);
    if (!admission.granted()) {
      return counted(refused(admission, allTokens), false, Set.of());
    }
    if (draws.occurs(Fault.UNAVAILABLE)) {
      return counted(ChatError.unavailable(), true, Set.of());
    }
    reply.faults().forEach(statistics::fault);
    statistics.prompt(prompt.posts().size(), prompt.promptTokens(), tokens);
    Answer answer = reply.completion().answerTo(prompt, call);
    return draws.occurs(Fault.MALFORMED)
        ? counted(answer.cutInHalf(), true, Set.of())
        : counted(answer, true, reply.completion().labelledIds());
  }

  private Answer refused(Admission admission, long tokens) {
    int seconds = secondsToWait(admission.waitNanos());
    return switch (admission.obstacle()) {
      case TOKENS ->
          ChatError.tooManyTokens(
              prompt.model(), config.chat().tokens().perMinute(), tokens, seconds);
      case CREDIT -> ChatError.outOfCredit();
      case CALLS, NONE -> ChatError.tooManyCalls(prompt.model(), seconds);
    };
  }

  private Answer counted(Answer answer, boolean accepted, Set<String> labelled) {
    statistics.call(http.arrival(), accepted, answer.status());
    for (Post post : prompt.posts()) {
      statistics.text(TextHash.of(post.text()), labelled.contains(post.id()));
    }
    return answer;
  }

  private int secondsToWait(long nanos) {
    int configured = config.limits().retryAfterSeconds();
    long second = TimeUnit.SECONDS.toNanos(1);
    return configured > 0 ? configured : (int) Math.max(1, (nanos + second - 1) / second);
  }
}
