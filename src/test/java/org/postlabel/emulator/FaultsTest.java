package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.BatchText.Part;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;

class FaultsTest {
  private static final EmulatorSetup PLAIN = EmulatorSetup.PLAIN;

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void meetsTheSameFaultsWithTheSameSeed() throws Exception {
    EmulatorSetup faulty = PLAIN.with(Fault.THROTTLED, .3).with(Fault.UNAVAILABLE, .3);

    List<Integer> first = statusesUnder(faulty.with("seed", 7));
    List<Integer> again = statusesUnder(faulty.with("seed", 7));
    List<Integer> other = statusesUnder(faulty.with("seed", 8));

    assertThat(first, is(again));
    assertThat(first, not(is(other)));
    assertThat(
        first.stream().filter(status -> status == 429).count(),
        allOf(greaterThan(5L), lessThan(30L)));
  }

  @Test
  void failsInnerCallsInsideAnOuter200() throws Exception {
    emulator.reconfigure(
        PLAIN
            .with("queriesPerSecond", 1_000)
            .with("retryAfter", 3)
            .with(Fault.THROTTLED, 1)
            .config());

    HttpResponse<String> response = caller.batch(BatchText.ofCalls(4));

    assertThat(response.statusCode(), is(200));
    assertThat(BatchText.parts(response).stream().map(Part::status).toList(), everyItem(is(429)));
    assertThat(response.body(), containsString("\"quota_limit_value\":\"60000\""));
  }

  @Test
  void throttlesAWholeBatch() throws Exception {
    emulator.reconfigure(PLAIN.with("retryAfter", 3).with(Fault.OUTER_THROTTLED, 1).config());

    HttpResponse<String> response = caller.batch(BatchText.ofCalls(4));

    assertThat(response.statusCode(), is(429));
    assertThat(response.headers().firstValue("Retry-After").orElse(""), is("3"));
    assertThat(response.body(), not(containsString("quota_limit_value")));
  }

  @Test
  void answersWithTheHtmlOfAProxy() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.BAD_GATEWAY, 1).config());

    HttpResponse<String> response = caller.analyzeText("A remark");

    assertThat(response.statusCode(), is(502));
    assertThat(
        response.headers().firstValue("Content-Type").orElse(""), is("text/html; charset=UTF-8"));
    assertThat(response.body(), containsString("<html"));
  }

  @Test
  void cutsTheConnectionWithoutAnAnswer() {
    emulator.reconfigure(PLAIN.with(Fault.RESET, 1).config());

    assertThrows(IOException.class, () -> caller.analyzeText("A remark"));
    assertThat(emulator.stats().callsByStatus(), is(Map.of("none", 1L)));
  }

  @Test
  void cutsTheConnectionInTheMiddleOfTheAnswer() {
    emulator.reconfigure(PLAIN.with(Fault.TRUNCATED, 1).config());

    assertThrows(IOException.class, () -> caller.batch(BatchText.ofCalls(3)));
    assertThat(emulator.stats().callsByStatus(), is(Map.of("200", 3L)));
    assertThat(emulator.stats().faults(), is(Map.of("truncated", 1L)));
  }

  @Test
  void answersA200WhoseJsonIsCut() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.MALFORMED, 1).config());

    HttpResponse<String> response = caller.analyzeText("A remark");

    assertThat(response.statusCode(), is(200));
    assertThrows(JsonProcessingException.class, () -> Caller.json(response));
  }

  @Test
  void staysSilentForTheHangTimeAndThenCuts() {
    emulator.reconfigure(PLAIN.with("hangRate", 1).with("hangTime", 300).config());
    long start = System.nanoTime();

    assertThrows(IOException.class, () -> caller.analyzeText("A remark"));
    assertThat(millisSince(start), greaterThanOrEqualTo(300L));
  }

  @Test
  void takesAsLongAsTold() throws Exception {
    caller.analyzeText("Warm up");
    emulator.reconfigure(PLAIN.withLatency(200, 50).config());
    long start = System.nanoTime();

    caller.analyzeText("A remark");

    assertThat(millisSince(start), allOf(greaterThanOrEqualTo(150L), lessThan(2_000L)));
  }

  @Test
  void endsAfterAsManyCallsAsTold() throws Exception {
    emulator.reconfigure(PLAIN.with("gone", 410).with("goneAfterCalls", 2).config());

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      statuses.add(caller.analyzeText("A remark").statusCode());
    }
    statuses.add(caller.batch(BatchText.ofCalls(2)).statusCode());
    statuses.add(caller.get("/$discovery/rest?version=v1alpha1").statusCode());
    statuses.add(caller.get("/stats").statusCode());

    assertThat(statuses, is(List.of(200, 200, 410, 410, 410, 200)));
  }

  @Test
  void endsInTheMiddleOfABatch() throws Exception {
    emulator.reconfigure(PLAIN.with("gone", 404).with("goneAfterCalls", 2).config());

    List<Part> parts = BatchText.parts(caller.batch(BatchText.ofCalls(3)));

    assertThat(parts.stream().map(Part::status).toList(), is(List.of(200, 200, 404)));
  }

  @Test
  void stopsAtOnceWhileCallsAreWaiting() throws Exception {
    emulator.reconfigure(PLAIN.withLatency(60_000, 0).config());
    Thread waiting =
        new Thread(() -> assertThrows(IOException.class, () -> caller.analyzeText("A remark")));
    waiting.start();
    while (emulator.stats().arrived().calls() == 0) {
      Thread.sleep(5);
    }
    long start = System.nanoTime();

    emulator.close();

    waiting.join(10_000);
    assertThat(waiting.isAlive(), is(false));
    assertThat(millisSince(start), lessThan(5_000L));
  }

  private List<Integer> statusesUnder(EmulatorSetup config) throws Exception {
    emulator.reconfigure(config.config());
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      statuses.add(caller.analyzeText("A remark").statusCode());
    }
    return statuses;
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
