package org.postlabel.scorer.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Reply;

class TokenLimitTest {
  @ParameterizedTest
  @CsvSource({
    "x-ratelimit-limit-tokens, 150000, 150000",
    "X-RateLimit-Limit-Tokens, ' 10000 ', 10000",
    "x-ratelimit-limit-tokens-minute, 500000, 500000",
    "x-ratelimitbysize-limit-minute, 500000, 500000",
    "anthropic-ratelimit-tokens-limit, 80000, 80000"
  })
  void isThatOfTheLastAnswer(String header, String value, double limit) throws IOException {
    assertThat(named(header, value), is(OptionalDouble.of(limit)));
  }

  @ParameterizedTest
  @CsvSource({
    "x-ratelimit-limit-tokens, -1",
    "x-ratelimit-limit-tokens, 0",
    "x-ratelimit-limit-tokens, many",
    "x-ratelimit-limit-requests, 14400",
    "x-ratelimit-remaining-tokens, 5"
  })
  void isNoneWhereNoLimitOfAMinuteIsNamed(String header, String value) throws IOException {
    assertThat(named(header, value), is(OptionalDouble.empty()));
  }

  @Test
  void isGoneWithAnAnswerThatNamesNone() throws IOException {
    try (ScriptedService service =
            new ScriptedService(
                asked ->
                    asked.route().contains("first")
                        ? Reply.error(429, "{}").with("x-ratelimit-limit-tokens", "7000")
                        : Reply.ok("{}"));
        ServiceClient client = client(service)) {
      client.get("/first");
      assertThat(client.tokensPerMinute(), is(OptionalDouble.of(7_000)));

      client.get("/second");

      assertThat(client.tokensPerMinute(), is(OptionalDouble.empty()));
    }
  }

  private static OptionalDouble named(String header, String value) throws IOException {
    try (ScriptedService service =
            new ScriptedService(asked -> Reply.ok("{}").with(header, value));
        ServiceClient client = client(service)) {
      client.get("/");
      return client.tokensPerMinute();
    }
  }

  private static ServiceClient client(ScriptedService service) {
    return ServiceClient.of(URI.create(service.url()), Map.of(), 1, Duration.ofSeconds(30));
  }
}
