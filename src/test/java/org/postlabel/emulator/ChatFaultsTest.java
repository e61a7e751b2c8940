package org.postlabel.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;

class ChatFaultsTest {
  private static final EmulatorSetup PLAIN = EmulatorSetup.PLAIN;

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void breaksItsJson() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.CHAT_INVALID_JSON, 1).config());

    Set<Character> beginnings = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      String content = ChatPrompt.message(four()).path("content").asText();
      beginnings.add(content.charAt(0));
      assertThrows(JsonProcessingException.class, () -> Caller.json(content));
    }

    assertThat(beginnings, is(Set.of('{', 'S', 'A')));
    assertThat(emulator.stats().texts().distinctScored(), is(0L));
  }

  @Test
  void refusesToAnswer() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.CHAT_REFUSAL, 1).config());

    HttpResponse<String> response = four();

    JsonNode message = ChatPrompt.message(response);
    assertThat(response.statusCode(), is(200));
    assertThat(message.path("content").isNull(), is(true));
    assertThat(message.path("refusal").isTextual(), is(true));
    assertThat(emulator.stats().texts().distinctScored(), is(0L));
  }

  @Test
  void filtersItsOwnAnswer() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.CHAT_CONTENT_FILTER, 1).config());

    JsonNode choice = ChatPrompt.choice(four());

    assertThat(choice.path("finish_reason").asText(), is("content_filter"));
    assertThat(choice.at("/message/content").textValue(), is(""));
    assertThat(emulator.stats().texts().distinctScored(), is(0L));
  }

  @Test
  void refusesEveryPromptWithThePoison() throws Exception {
    emulator.reconfigure(PLAIN.with("chatPoison", "hemlock").config());

    for (int i = 0; i < 5; i++) {
      JsonNode message = ChatPrompt.message(caller.chat(ChatPrompt.of("A cup of hemlock", "Tea")));
      assertThat(message.path("refusal").isTextual(), is(true));
    }
    assertThat(ChatPrompt.ids(caller.chat(ChatPrompt.of("Tea"))), is(List.of("p-0")));
    assertThat(emulator.stats().faults(), is(Map.of("chat_poison", 5L)));
  }

  @Test
  void letsASlowAnswerTrickleIn() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.CHAT_SLOW, 1).with("chatSlowMillis", 1_000).config());
    long start = System.nanoTime();

    HttpResponse<InputStream> response = caller.chatInPieces(ChatPrompt.of("Rain at noon"));
    try (InputStream body = response.body()) {
      int first = body.read();
      long untilFirst = millisSince(start);
      String rest = new String(body.readAllBytes(), UTF_8);
      long untilLast = millisSince(start);

      assertThat(Caller.json((char) first + rest).path("choices").size(), is(1));
      assertThat(untilFirst, is(lessThan(800L)));
      assertThat(untilLast, allOf(greaterThanOrEqualTo(1_000L), lessThan(5_000L)));
    }
  }

  @Test
  void sharesTheFaultsOfRequestsAndCalls() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.BAD_GATEWAY, 1).config());
    assertThat(four().statusCode(), is(502));
    emulator.reconfigure(PLAIN.with(Fault.RESET, 1).config());
    assertThrows(IOException.class, this::four);
    emulator.reconfigure(PLAIN.with(Fault.TRUNCATED, 1).config());
    assertThrows(IOException.class, this::four);
    emulator.reconfigure(PLAIN.with(Fault.UNAVAILABLE, 1).config());
    assertThat(four().statusCode(), is(503));
    emulator.reconfigure(PLAIN.with(Fault.MALFORMED, 1).config());
    HttpResponse<String> half = four();
    assertThat(half.statusCode(), is(200));
    assertThrows(JsonProcessingException.class, () -> Caller.json(half));

    assertThat(
        emulator.stats().faults().keySet(),
        hasItems("bad_gateway", "reset", "truncated", "unavailable", "malformed"));
  }

  @Test
  void throttlesCallsAndWholeRequests() throws Exception {
    EmulatorSetup patient = PLAIN.with("retryAfter", 3);
    List<EmulatorSetup> throttled =
        List.of(patient.with(Fault.THROTTLED, 1), patient.with(Fault.OUTER_THROTTLED, 1));
    for (EmulatorSetup config : throttled) {
      emulator.reconfigure(config.config());

      HttpResponse<String> response = four();

      assertThat(response.statusCode(), is(429));
      assertThat(response.headers().firstValue("Retry-After").orElse(""), is("3"));
      assertThat(Caller.json(response).at("/error/code").asText(), is("rate_limit_exceeded"));
    }
  }

  @Test
  void meetsTheSameFaultsWithTheSameSeed() throws Exception {
    EmulatorSetup faulty = PLAIN.with(Fault.CHAT_REFUSAL, .3).with(Fault.CHAT_CONTENT_FILTER, .3);

    List<String> first = finishesUnder(faulty.with("seed", 7));
    List<String> again = finishesUnder(faulty.with("seed", 7));
    List<String> other = finishesUnder(faulty.with("seed", 8));

    assertThat(first, is(again));
    assertThat(first, is(not(other)));
    assertThat(
        first.stream().filter("content_filter"::equals).count(),
        allOf(greaterThan(3L), lessThan(25L)));
  }

  private List<String> finishesUnder(EmulatorSetup config) throws Exception {
    emulator.reconfigure(config.config());
    List<String> finishes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      finishes.add(ChatPrompt.choice(four()).path("finish_reason").asText());
    }
    return finishes;
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }

  private HttpResponse<String> four() throws IOException, InterruptedException {
    return caller.chat(
        ChatPrompt.of("Parliament votes", "A cat asleep", "Rain at noon", "An election is called"));
  }
}
