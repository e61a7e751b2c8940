package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postlabel.emulator.settings.CallFaults;
import org.postlabel.emulator.settings.ChatSettings;
import org.postlabel.emulator.settings.LabelFaults;
import org.postlabel.emulator.settings.Limits;
import org.postlabel.emulator.settings.ReplyFaults;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** A language model of whose answers one in ten is broken. */
@OnBothDatabases
class FaultyModelIT {
  private static final double RATE = 0.1;
  private static final double MOST_CALLS = 1.3;

  @Parameter Engine engine;
  @TempDir Path folder;

  enum Fault {
    WRONG_COUNT,
    SHUFFLED,
    DOUBLED,
    INVALID_LABEL,
    REFUSAL,
    CONTENT_FILTER,
    INVALID_JSON,
    SLOW;

    ChatSettings in(ChatSettings chat) {
      LabelFaults labels = LabelFaults.NONE;
      ReplyFaults replies = ReplyFaults.NONE;
      return switch (this) {
        case WRONG_COUNT -> chat.withLabelFaults(labels.withWrongCount(RATE));
        case SHUFFLED -> chat.withLabelFaults(labels.withShuffled(RATE));
        case DOUBLED -> chat.withLabelFaults(labels.withDoubled(RATE));
        case INVALID_LABEL -> chat.withLabelFaults(labels.withInvalid(RATE));
        case REFUSAL -> chat.withReplyFaults(replies.withRefusals(RATE));
        case CONTENT_FILTER -> chat.withReplyFaults(replies.withContentFilter(RATE));
        case INVALID_JSON -> chat.withReplyFaults(replies.withInvalidJson(RATE));
        case SLOW -> chat.withReplyFaults(replies.withSlow(RATE, Duration.ofMillis(400)));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void labelsEveryPostWithTheLabelOfItsText(Fault fault) throws Exception {
    try (ModelScenario scenario =
        new ModelScenario(engine, folder).withPosts(2_000, 31).withModel(fault::in)) {
      scenario.run("--canaries=off").exitedWith(Ended.DONE);

      scenario.checkAllLabelled();
      assertThat(
          scenario.provider().stats().faults().toString(), faults(scenario), greaterThan(20L));
      scenario.checkCalls(engine + ", " + fault, MOST_CALLS);
    }
  }

  @Test
  void waitsAsLongAsItIsTold() throws Exception {
    try (ModelScenario scenario =
        new ModelScenario(engine, folder)
            .withPosts(500, 32)
            .withProvider(
                Scenario.HEALTHY
                    .withSeed(4)
                    .withCallFaults(CallFaults.NONE.withThrottled(RATE))
                    .withLimits(Limits.NONE.withRetryAfter(1)))) {
      scenario.run("--canaries=off").exitedWith(Ended.DONE);

      scenario.checkAllLabelled();
      assertThat(faults(scenario), is(greaterThan(3L)));
      scenario.checkCalls(engine + ", 429 with Retry-After", MOST_CALLS);
    }
  }

  private static long faults(ModelScenario scenario) {
    return scenario.provider().stats().faults().values().stream().mapToLong(Long::longValue).sum();
  }
}
