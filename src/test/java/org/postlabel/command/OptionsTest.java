package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postlabel.options.EffectiveOptions;
import org.postlabel.options.OptionTable;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.testing.ProductOptions;

/** Every option and its default, in one place. */
class OptionsTest {
  @Test
  void ofARun() {
    assertThat(
        defaults(Command.RUN.options()),
        is(
            """
            allowPlainHttp false
            apiKeyFile (none)
            attributes (none)
            batchSize 50
            canaries on
            classifierActivation (none)
            classifierDialect tei
            classifierEndpoint (none)
            classifierKeyFile (none)
            classifierLabels (none)
            classifierModel (none)
            classifierRevision (none)
            classifierTruncate false
            codebook (none)
            compareTexts true
            completionTokenPrice 0.0
            connectionURL jdbc:sqlite:postlabel.db
            deadline (none)
            doNotStore true
            endpoint https://commentanalyzer.googleapis.com
            ignoreLastDay false
            judgements 1
            keepOtherScorers false
            keyIn header
            labelsTable (none)
            languages en
            limit 0
            llmEndpoint (none)
            llmKeyFile (none)
            llmKeyIn bearer
            llmModel (none)
            maxAnswerTokens (none)
            maxAttempts 8
            maxCost 0.0
            maxQueries 0
            maxRequestsInFlight 256
            maxRuns 3
            maxShareDrop 0.9
            maxTextBytes 20480
            metricsPort 0
            minGoldenAccuracy 0.75
            minTextLength 8
            moderationKeyFile (none)
            moderationModel (none)
            moderationService openai
            passwordFile (none)
            postColumns (none)
            postsPerPrompt 5
            postsQuery (none)
            postsTable (none)
            promptTokenPrice 0.0
            queriesPerMinute 0.0
            queriesPerSecond 1.0
            quotaName (none)
            report reports/
            requestMode batch
            requestTimeoutSeconds 20
            retryFailed false
            sample 0
            sampleBy (none)
            schema (none)
            scorer perspective
            scorerName (none)
            seed 1
            sliceSize 0
            temperature 0.0
            textsPerClassification 32
            textsPerModeration 32
            tokensPerMinute 0.0
            username (none)
            """));
  }

  @Test
  void ofAPlan() {
    String own =
        """
        bridge false
        bridgeFrom perspective_api_labels.prob_toxic
        bridgeTo (none)
        format text
        thresholds 0.5,0.7,0.8,0.9
        """;
    String ofARun = defaults(Command.PLAN.options());
    for (String option : own.lines().toList()) {
      assertThat(ofARun, containsString(option + "\n"));
      ofARun = ofARun.replace(option + "\n", "");
    }
    assertThat(ofARun, is(defaults(Command.RUN.options())));
  }

  @Test
  void ofAReport() {
    assertThat(
        defaults(Command.REPORT.options()),
        is(
            """
            connectionURL jdbc:sqlite:postlabel.db
            format html
            labelsTable (none)
            output reports/
            passwordFile (none)
            run (none)
            schema (none)
            username (none)
            """));
  }

  @Test
  void ofAnExport() {
    assertThat(
        defaults(Command.EXPORT.options()),
        is(
            """
            bom false
            codebook (none)
            connectionURL jdbc:sqlite:postlabel.db
            format (none)
            labelsTable (none)
            map (none)
            overwrite false
            passwordFile (none)
            rawText false
            run (none)
            schema (none)
            scorer perspective
            separator (none)
            since (none)
            username (none)
            """));
  }

  @Test
  void ofAnEvaluation() {
    assertThat(
        defaults(Command.EVALUATE.options()),
        is(
            """
            codebook (none)
            column (none)
            connectionURL jdbc:sqlite:postlabel.db
            format text
            goldColumn label
            labelsTable (none)
            output (none)
            passwordFile (none)
            resamples 1000
            run all
            schema (none)
            scorer perspective
            seed 1
            threshold 0.5
            username (none)
            """));
  }

  @Test
  void ofARetry() {
    assertThat(
        defaults(Command.RETRY.options()),
        is(
            """
            codebook (none)
            connectionURL jdbc:sqlite:postlabel.db
            dryRun false
            labelsTable (none)
            passwordFile (none)
            reason (none)
            schema (none)
            scorer perspective
            username (none)
            """));
  }

  @Test
  void ofTheEmulator() {
    assertThat(
        defaults(Command.EMULATOR.options()),
        is(
            """
            acceptedKey emulator-key
            badGatewayRate 0.0
            batchEndpoint true
            chatAlwaysFalse false
            chatContentFilterRate 0.0
            chatDoubledRate 0.0
            chatInvalidJsonRate 0.0
            chatInvalidLabelRate 0.0
            chatModel\s
            chatNeedsKey true
            chatPoison\s
            chatRefusalRate 0.0
            chatShuffledRate 0.0
            chatSlowMillis 5000
            chatSlowRate 0.0
            chatStructuredOutput true
            chatWrongCountRate 0.0
            contextTokens 0
            creditTokens 0
            doubledPartRate 0.0
            fewerResultsRate 0.0
            foreignPartRate 0.0
            gone 0
            goneAfterCalls 0
            hangRate 0.0
            hangTime 60000
            latency 0
            latencyJitter 0
            malformedRate 0.0
            maxFaultsInARow 0
            missingPartRate 0.0
            newCategory\s
            outerThrottledRate 0.0
            poisonMarker\s
            port 8089
            queriesPerMinute 0
            queriesPerSecond 0
            resetRate 0.0
            retryAfter 0
            scoreShift 0.0
            seed 1
            shuffleParts false
            throttledRate 0.0
            tokensPerMinute 0
            truncatedRate 0.0
            unavailableRate 0.0
            """));
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void areDescribedInSentences(Command command) {
    OptionTable.of(command.options())
        .forEach(
            (name, option) ->
                assertThat(name, option.description().matches("(?s)[A-Z].*\\."), is(true)));
  }

  @Test
  void takeEffectAsTheTableSays() {
    LabelPostsOptions options = PipelineOptionsFactory.as(LabelPostsOptions.class);
    Map<String, String> told = new TreeMap<>();
    OptionTable.of(Command.RUN.options())
        .forEach(
            (name, option) -> {
              if (option.defaultOrNull() != null) {
                told.put(name, option.defaultOrNull());
              }
            });

    assertThat(
        EffectiveOptions.json(Command.RUN.options(), options),
        is(new ObjectMapper().valueToTree(told).toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batchSize=0 | --batchSize must be 1..100, was 0",
        "--batchSize=101 | --batchSize must be 1..100, was 101",
        "--canaries=maybe | --canaries must be on or off, was maybe",
        "--scorer=oracle | --scorer must be classifier or length or llm or moderation or"
            + " perspective or sociopolitical, was oracle",
        "--sliceSize=-1 | --sliceSize must be 0..100000000, was -1",
        "--maxAttempts=0 | --maxAttempts must be 1..100, was 0",
        "--maxRuns=0 | --maxRuns must be 1..100, was 0",
        "--maxRequestsInFlight=0 | --maxRequestsInFlight must be 1..10000, was 0",
        "--maxQueries=-1 | --maxQueries must be 0 (no limit) or more, was -1",
        "--limit=-1 | --limit must be 0 (all posts) or more, was -1",
        "--requestTimeoutSeconds=0 | --requestTimeoutSeconds must be 1..600, was 0",
        "--sample=-1 | --sample must be 0 (all posts) or more, was -1",
        "--sampleBy=source | --sampleBy needs --sample, the number of posts",
        "--sampleBy=author_did | --sampleBy must be source, a column of scores such as"
            + " perspective_api_labels.prob_toxic, or both with a comma between, was author_did",
        "--minTextLength=-1 | --minTextLength must be 0 or more, was -1",
        "--deadline=soon | --deadline must be a UTC time such as 2026-12-31T00:00:00Z, was soon",
        "--connectionURL=jdbc:sqlite: | --connectionURL must name a file, as in"
            + " jdbc:sqlite:postlabel.db, was jdbc:sqlite:"
      })
  void areRefusedWithOptionRangeAndValue(String option, String message) {
    LabelPostsOptions options =
        PipelineOptionsFactory.fromArgs("--endpoint=http://localhost", option)
            .as(LabelPostsOptions.class);

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> RunConfig.from(options)).getMessage(),
        is(message));
  }

  private static String defaults(List<Class<? extends PipelineOptions>> types) {
    StringBuilder lines = new StringBuilder();
    OptionTable.of(ProductOptions.of(types))
        .forEach(
            (name, option) ->
                lines
                    .append(name)
                    .append(' ')
                    .append(option.defaultOrNull() == null ? "(none)" : option.defaultOrNull())
                    .append('\n'));
    return lines.toString();
  }
}
