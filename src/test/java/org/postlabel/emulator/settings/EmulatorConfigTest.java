package org.postlabel.emulator.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.emulator.settings.ChatServer.TokenLimits;

class EmulatorConfigTest {

  @Test
  void hasNoFaultsNoQuotaAndNoLatencyByDefault() {
    EmulatorConfig config = from();

    assertThat(
        config,
        is(
            new EmulatorConfig(
                8089,
                "emulator-key",
                1,
                new Limits(0, 0, 0, 0, 0),
                new Latency(Duration.ZERO, Duration.ZERO),
                new Faults(Map.of(), 0, Duration.ofSeconds(60), Duration.ofSeconds(5), "", "", ""),
                new AnalyzeServer(true, false, 0),
                new ChatServer(true, true, "", false, new TokenLimits(0, 0, 0)))));
  }

  @Test
  void takesEveryOption() {
    EmulatorConfig config =
        from(
            "--port=9000",
            "--acceptedKey=mine",
            "--seed=7",
            "--latency=150",
            "--latencyJitter=50",
            "--queriesPerSecond=10",
            "--queriesPerMinute=300",
            "--retryAfter=2",
            "--gone=410",
            "--goneAfterCalls=99",
            "--throttledRate=0.1",
            "--unavailableRate=0.2",
            "--malformedRate=0.3",
            "--poisonMarker=arsenic",
            "--scoreShift=-0.25",
            "--outerThrottledRate=0.4",
            "--badGatewayRate=0.5",
            "--resetRate=0.6",
            "--truncatedRate=0.7",
            "--hangRate=0.8",
            "--hangTime=1000",
            "--batchEndpoint=false",
            "--shuffleParts",
            "--missingPartRate=0.9",
            "--doubledPartRate=1",
            "--foreignPartRate=0.05",
            "--fewerResultsRate=0.06",
            "--newCategory=sarcasm",
            "--tokensPerMinute=9000",
            "--creditTokens=70000",
            "--contextTokens=4096",
            "--chatNeedsKey=false",
            "--chatStructuredOutput=false",
            "--chatModel=small",
            "--chatAlwaysFalse",
            "--chatRefusalRate=0.11",
            "--chatContentFilterRate=0.12",
            "--chatInvalidJsonRate=0.13",
            "--chatSlowRate=0.14",
            "--chatSlowMillis=250",
            "--chatPoison=hemlock",
            "--chatWrongCountRate=0.15",
            "--chatShuffledRate=0.16",
            "--chatInvalidLabelRate=0.17",
            "--chatDoubledRate=0.18");

    assertThat(
        config,
        is(
            new EmulatorConfig(
                9000,
                "mine",
                7,
                new Limits(10, 300, 2, 410, 99),
                new Latency(Duration.ofMillis(150), Duration.ofMillis(50)),
                new Faults(
                    Map.ofEntries(
                        Map.entry(Fault.THROTTLED, .1),
                        Map.entry(Fault.UNAVAILABLE, .2),
                        Map.entry(Fault.MALFORMED, .3),
                        Map.entry(Fault.OUTER_THROTTLED, .4),
                        Map.entry(Fault.BAD_GATEWAY, .5),
                        Map.entry(Fault.RESET, .6),
                        Map.entry(Fault.TRUNCATED, .7),
                        Map.entry(Fault.HANG, .8),
                        Map.entry(Fault.MISSING_PART, .9),
                        Map.entry(Fault.DOUBLED_PART, 1.0),
                        Map.entry(Fault.FOREIGN_PART, .05),
                        Map.entry(Fault.FEWER_RESULTS, .06),
                        Map.entry(Fault.CHAT_REFUSAL, .11),
                        Map.entry(Fault.CHAT_CONTENT_FILTER, .12),
                        Map.entry(Fault.CHAT_INVALID_JSON, .13),
                        Map.entry(Fault.CHAT_SLOW, .14),
                        Map.entry(Fault.CHAT_WRONG_COUNT, .15),
                        Map.entry(Fault.CHAT_SHUFFLED, .16),
                        Map.entry(Fault.CHAT_INVALID_LABEL, .17),
                        Map.entry(Fault.CHAT_DOUBLED, .18)),
                    0,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(250),
                    "arsenic",
                    "hemlock",
                    "sarcasm"),
                new AnalyzeServer(false, true, -.25),
                new ChatServer(false, false, "small", true, new TokenLimits(9000, 70_000, 4096)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=65536 | --port must be 0..65535, was 65536",
        "--acceptedKey= | --acceptedKey must be a text that is not blank, was blank",
        "--latency=-1 | --latency must be 0..600000 ms, was -1",
        "--latencyJitter=1 | --latencyJitter must be at most --latency (0 ms), was 1",
        "--queriesPerSecond=-1 | --queriesPerSecond must be 0..100000, was -1",
        "--gone=500 | --gone must be 0, 403, 404 or 410, was 500",
        "--retryAfter=86401 | --retryAfter must be 0..86400 s, was 86401",
        "--throttledRate=1.5 | --throttledRate must be 0..1, was 1.5",
        "--scoreShift=1.5 | --scoreShift must be -1..1, was 1.5",
        "--hangRate=NaN | --hangRate must be 0..1, was NaN",
        "--hangTime=-5 | --hangTime must be 0..3600000 ms, was -5",
        "--missingPartRate=-0.1 | --missingPartRate must be 0..1, was -0.1",
        "--tokensPerMinute=-1 | --tokensPerMinute must be 0..1000000000, was -1",
        "--creditTokens=-1 | --creditTokens must be 0..9223372036854775807, was -1",
        "--contextTokens=-1 | --contextTokens must be 0..100000000, was -1",
        "--chatRefusalRate=2 | --chatRefusalRate must be 0..1, was 2.0",
        "--chatContentFilterRate=2 | --chatContentFilterRate must be 0..1, was 2.0",
        "--chatInvalidJsonRate=2 | --chatInvalidJsonRate must be 0..1, was 2.0",
        "--chatSlowRate=2 | --chatSlowRate must be 0..1, was 2.0",
        "--chatSlowMillis=-1 | --chatSlowMillis must be 0..3600000 ms, was -1",
        "--chatWrongCountRate=2 | --chatWrongCountRate must be 0..1, was 2.0",
        "--chatShuffledRate=2 | --chatShuffledRate must be 0..1, was 2.0",
        "--chatInvalidLabelRate=2 | --chatInvalidLabelRate must be 0..1, was 2.0",
        "--chatDoubledRate=2 | --chatDoubledRate must be 0..1, was 2.0"
      })
  void refusesWithOptionRangeAndValue(String option, String message) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> from(option));

    assertThat(refusal.getMessage(), is(message));
  }

  @Test
  void takesTheSmallerOfBothQuotasAsTheQuotaAMinute() {
    assertThat(new Limits(2, 600, 0, 0, 0).effectivePerMinute().orElseThrow(), is(120));
    assertThat(new Limits(20, 600, 0, 0, 0).effectivePerMinute().orElseThrow(), is(600));
    assertThat(new Limits(0, 0, 0, 0, 0).effectivePerMinute().isEmpty(), is(true));
  }

  private static EmulatorConfig from(String... arguments) {
    return EmulatorConfig.from(
        PipelineOptionsFactory.fromArgs(arguments).as(EmulatorOptions.class));
  }
}
