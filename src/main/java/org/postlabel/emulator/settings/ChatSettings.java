package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How chat completions are answered. */
public record ChatSettings(
    ChatServer server, TokenLimits tokens, ReplyFaults replyFaults, LabelFaults labelFaults)
    implements Serializable {

  public static final ChatSettings PLAIN =
      new ChatSettings(ChatServer.HOSTED, TokenLimits.NONE, ReplyFaults.NONE, LabelFaults.NONE);

  static ChatSettings from(EmulatorOptions options) {
    return new ChatSettings(
        new ChatServer(
            options.getChatNeedsKey(),
            options.getChatStructuredOutput(),
            options.getChatModel(),
            options.getChatAlwaysFalse()),
        new TokenLimits(
            options.getTokensPerMinute(), options.getCreditTokens(), options.getContextTokens()),
        new ReplyFaults(
            options.getChatRefusalRate(),
            options.getChatContentFilterRate(),
            options.getChatInvalidJsonRate(),
            options.getChatSlowRate(),
            Duration.of(options.getChatSlowMillis(), ChronoUnit.MILLIS),
            options.getChatPoison()),
        new LabelFaults(
            options.getChatWrongCountRate(),
            options.getChatShuffledRate(),
            options.getChatInvalidLabelRate(),
            options.getChatDoubledRate()));
  }

  public ChatSettings withServer(ChatServer value) {
    return new ChatSettings(value, tokens, replyFaults, labelFaults);
  }

  public ChatSettings withTokens(TokenLimits value) {
    return new ChatSettings(server, value, replyFaults, labelFaults);
  }

  public ChatSettings withReplyFaults(ReplyFaults value) {
    return new ChatSettings(server, tokens, value, labelFaults);
  }

  public ChatSettings withLabelFaults(LabelFaults value) {
    return new ChatSettings(server, tokens, replyFaults, value);
  }
}
