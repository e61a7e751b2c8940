package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.util.Objects;

/**
 * What kind of server answers chat completions: whether it wants a key, whether it knows JSON
 * Schema as a response format, and the one model it has, or an empty name when it answers for any.
 * A model that always says false calls no post sociopolitical.
 */
public record ChatServer(
    boolean needsKey, boolean structuredOutput, String model, boolean alwaysFalse)
    implements Serializable {

  public static final ChatServer HOSTED = new ChatServer(true, true, "", false);

  public ChatServer {
    Objects.requireNonNull(model, "--chatModel must be a text, was null");
  }

  public ChatServer withoutKey() {
    return new ChatServer(false, structuredOutput, model, alwaysFalse);
  }

  public ChatServer withoutStructuredOutput() {
    return new ChatServer(needsKey, false, model, alwaysFalse);
  }

  public ChatServer withModel(String name) {
    return new ChatServer(needsKey, structuredOutput, name, alwaysFalse);
  }

  public ChatServer withAlwaysFalse() {
    return new ChatServer(needsKey, structuredOutput, model, true);
  }

  public boolean has(String name) {
    return model.isEmpty() || model.equals(name);
  }
}
