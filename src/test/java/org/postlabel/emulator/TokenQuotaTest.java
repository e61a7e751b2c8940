package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.Quota.Admission;
import org.postlabel.emulator.Quota.Obstacle;
import org.postlabel.emulator.settings.ChatServer.TokenLimits;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Limits;

class TokenQuotaTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final TokenLimits HUNDRED = new TokenLimits(100, 0, 0);

  private record Use(long time, int tokens) {}

  @Property
  void neverHoldsMoreTokensThanTheLimitInAnyWindow(
      @ForAll @Size(max = 50) List<@IntRange(max = 120) Integer> sizes,
      @ForAll @IntRange(max = 20) int pauseInSeconds) {
    Quota quota = new Quota(new Limits(0, 0, 0, 0, 0), HUNDRED);
    List<Use> admitted = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      long time = SECOND * i * pauseInSeconds;
      if (quota.admit(time, sizes.get(i)).granted()) {
        admitted.add(new Use(time, sizes.get(i)));
      }
    }

    for (Use last : admitted) {
      int held =
          admitted.stream()
              .filter(use -> use.time() <= last.time() && use.time() > last.time() - 60 * SECOND)
              .mapToInt(Use::tokens)
              .sum();
      assertThat(held, lessThanOrEqualTo(100));
    }
  }

  @Test
  void saysHowLongToWaitAndThatIsRight() {
    Quota quota = new Quota(new Limits(0, 0, 0, 0, 0), HUNDRED);
    quota.admit(0, 60);
    quota.admit(SECOND, 30);

    Admission refused = quota.admit(10 * SECOND, 75);

    assertThat(refused, is(new Admission(Obstacle.TOKENS, 51 * SECOND)));
    assertThat(quota.admit(61 * SECOND - 1, 75).granted(), is(false));
    assertThat(quota.admit(61 * SECOND, 75).granted(), is(true));
  }

  @Test
  void usesNothingForARefusedCall() {
    Quota quota = new Quota(new Limits(0, 2, 0, 0, 0), HUNDRED);

    List<Obstacle> obstacles =
        List.of(
            quota.admit(0, 101).obstacle(),
            quota.admit(0, 60).obstacle(),
            quota.admit(0, 60).obstacle(),
            quota.admit(0, 40).obstacle(),
            quota.admit(0, 1).obstacle());

    assertThat(
        obstacles,
        is(
            List.of(
                Obstacle.TOKENS, Obstacle.NONE, Obstacle.TOKENS, Obstacle.NONE, Obstacle.CALLS)));
  }

  @Test
  void admitsNothingWhenTheCreditIsUsedUp() {
    Quota quota = new Quota(new Limits(0, 0, 0, 0, 0), new TokenLimits(0, 50, 0));

    List<Obstacle> obstacles =
        List.of(
            quota.admit(0, 49).obstacle(),
            quota.admit(0, 49).obstacle(),
            quota.admit(3600 * SECOND, 1).obstacle());

    assertThat(obstacles, is(List.of(Obstacle.NONE, Obstacle.NONE, Obstacle.CREDIT)));
  }

  @Test
  void refusesTokensWithTheTimeToWait() throws Exception {
    try (Emulator emulator =
        Emulator.start(EmulatorSetup.PLAIN.with("tokensPerMinute", 130).config())) {
      Caller caller = new Caller(emulator);
      ChatPrompt prompt = ChatPrompt.of("The cat has slept on my laptop again");
      int tokens = Caller.json(caller.chat(prompt)).at("/usage/total_tokens").asInt();

      HttpResponse<String> response = caller.chat(prompt);

      JsonNode error = Caller.json(response).path("error");
      assertThat(response.statusCode(), is(429));
      assertThat(
          Integer.parseInt(response.headers().firstValue("Retry-After").orElse("0")),
          is(allOf(greaterThan(50), lessThanOrEqualTo(60))));
      assertThat(error.path("type").asText(), is("tokens"));
      assertThat(error.path("code").asText(), is("rate_limit_exceeded"));
      assertThat(
          error.path("message").asText(),
          containsString("tokens per min (TPM): Limit 130, Requested " + tokens + "."));
      assertThat(emulator.stats().chat().prompts(), is(1L));
      assertThat(emulator.stats().texts().maxCallsOfOneText(), is(2));
      assertThat(emulator.stats().texts().maxScoredOfOneText(), is(1));
    }
  }

  @Test
  void countsAPromptAsOneCallOfTheQuota() throws Exception {
    EmulatorSetup config = EmulatorSetup.PLAIN.with("queriesPerMinute", 2);
    try (Emulator emulator = Emulator.start(config.config())) {
      Caller caller = new Caller(emulator);
      caller.chat(ChatPrompt.of("One", "Two", "Three"));
      caller.analyzeText("Both services share the quota");

      HttpResponse<String> response = caller.chat(ChatPrompt.of("One too many"));

      assertThat(response.statusCode(), is(429));
      assertThat(Caller.json(response).at("/error/type").asText(), is("requests"));
      assertThat(
          Integer.parseInt(response.headers().firstValue("Retry-After").orElse("0")),
          is(allOf(greaterThan(50), lessThanOrEqualTo(60))));
    }
  }

  @Test
  void isPaidNoMoreWhenTheCreditIsUsedUp() throws Exception {
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.with("creditTokens", 1).config())) {
      Caller caller = new Caller(emulator);
      caller.chat(ChatPrompt.of("The last one"));

      HttpResponse<String> response = caller.chat(ChatPrompt.of("One too many"));

      assertThat(response.statusCode(), is(429));
      assertThat(response.headers().firstValue("Retry-After").isPresent(), is(false));
      assertThat(Caller.json(response).at("/error/code").asText(), is("insufficient_quota"));
    }
  }
}
