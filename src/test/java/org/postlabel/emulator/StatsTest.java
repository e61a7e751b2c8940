package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.settings.EmulatorSetup;

class StatsTest {
  private static final String HASH_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorSetup.PLAIN.with("queriesPerMinute", 4).config());
    caller = new Caller(emulator);
  }

  @Test
  void countsEveryCallOfABatch() throws Exception {
    caller.batch(BatchText.ofCalls(3));
    caller.analyzeText("abc");
    caller.analyzeText("abc");
    caller.analyzeText("");

    EmulatorStats stats = emulator.stats();

    assertThat(stats.batchRequests(), is(1L));
    assertThat(stats.callsByStatus(), is(Map.of("200", 4L, "429", 2L)));
    assertThat(stats.arrived().calls(), is(6L));
    assertThat(stats.arrived().maxInAnyMinute(), is(6));
    assertThat(stats.accepted().calls(), is(4L));
    assertThat(stats.accepted().maxInAnyMinute(), is(4));
  }

  @Test
  void countsCallsAndScoresOfEachText() throws Exception {
    caller.batch(BatchText.ofCalls(3));
    caller.analyzeText("abc");
    caller.analyzeText("abc");

    EmulatorStats.Texts texts = emulator.stats().texts();

    assertThat(texts.callsByHash().get(HASH_OF_ABC), is(2));
    assertThat(texts.distinct(), is(4L));
    assertThat(texts.distinctScored(), is(4L));
    assertThat(texts.maxCallsOfOneText(), is(2));
    assertThat(texts.maxScoredOfOneText(), is(1));
  }

  @Test
  void saysInJsonThatTheScoresMeanNothing() throws Exception {
    caller.analyzeText("abc");

    JsonNode brief = Caller.json(caller.get("/stats"));
    JsonNode full = Caller.json(caller.get("/stats?texts=true"));

    assertThat(brief.path("note").asText(), containsString("mean nothing"));
    assertThat(brief.at("/arrived/calls").asInt(), is(1));
    assertThat(brief.at("/callsByStatus/200").asInt(), is(1));
    assertThat(brief.at("/texts/callsByHash").size(), is(0));
    assertThat(full.at("/texts/callsByHash/" + HASH_OF_ABC).asInt(), is(1));
  }

  @Test
  void forgetsEverythingWhenReset() throws Exception {
    caller.analyzeText("abc");
    caller.delete("/stats");
    assertThat(emulator.stats().arrived().calls(), is(0L));

    caller.analyzeText("abc");
    Caller.send(caller.to("/stats/reset"), "");
    assertThat(emulator.stats().texts().distinct(), is(0L));
  }

  @Test
  void findsTheBusiestWindowWhateverTheOrderOfArrival() {
    CallLog log = new CallLog();
    long start = System.nanoTime();
    long second = TimeUnit.SECONDS.toNanos(1);

    log.add(start + second, true);
    log.add(start + 3 * second, false);
    log.add(start + 2 * second - 1, true);
    log.add(start, true);

    assertThat(
        log.arrived(),
        is(
            new EmulatorStats.Traffic(
                4,
                2,
                4,
                3,
                List.of(
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    1.0,
                    1.0,
                    1.0,
                    1.999999999,
                    1.999999999,
                    1.999999999,
                    3.0))));
    assertThat(
        log.accepted(),
        is(
            new EmulatorStats.Traffic(
                3,
                2,
                3,
                1.999999999,
                List.of(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.999999999))));
  }

  @Test
  void introducesItselfAsAnEmulator() {
    assertThat(
        emulator.banner(),
        is(
            "Emulated Perspective API, chat completions, moderations and classifier (answers mean nothing) at %s, key emulator-key; statistics at /stats"
                .formatted(emulator.endpoint())));
  }
}
