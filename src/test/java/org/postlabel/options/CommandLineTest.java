package org.postlabel.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.emulator.settings.EmulatorOptions;
import org.postlabel.pipeline.LabelPostsOptions;

class CommandLineTest {
  @TempDir private Path folder;

  @Test
  void partsWordsFromOptions() {
    assertThat(
        parse("a.csv", "--limit=5", "-", "--retryFailed", "--quotaName=a=b c\nd", "--limit=6"),
        is(
            new CommandLine(
                List.of("a.csv", "-"),
                Map.of("limit", "6", "retryFailed", "true", "quotaName", "a=b c\nd"))));
  }

  @ParameterizedTest
  @CsvSource({"--", "--=x", "--a b", "--max-queries=3", "---x"})
  void refusesWhatLooksLikeNoOption(String argument) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> parse(argument)).getMessage(),
        is("options look like --name=value, was " + argument));
  }

  @Test
  void winsOverTheConfigurationFile() throws IOException {
    Path file = file("# A comment\n\n  --limit=1\n--batchSize=7 \r\n--retryFailed\n");

    LabelPostsOptions options =
        parse("word", "--limit=2").onTopOf(file).as(LabelPostsOptions.class);

    assertThat(options.getLimit(), is(2L));
    assertThat(options.getBatchSize(), is(7));
    assertThat(options.getRetryFailed(), is(true));
    assertThat(parse("word").onTopOf(file).words(), is(List.of("word")));
  }

  @Test
  void knowsWhereAnOptionComesFrom() throws IOException {
    Path file = file("--limit=1\n--batchSize=7");

    CommandLine line = parse("--limit=2", "--maxQueries=3").onTopOf(file);

    assertThat(line.originOf("limit"), is("command line"));
    assertThat(line.originOf("batchSize"), is(file.toString()));
    assertThat(line.typed(), is(Map.of("limit", "2", "maxQueries", "3")));
    assertThat(line.withOrigin("--batchSize is odd"), is("--batchSize is odd (from " + file + ")"));
    assertThat(line.withOrigin("--limit is odd"), is("--limit is odd"));
    assertThat(line.withOrigin("all is odd"), is("all is odd"));
  }

  @Test
  void refusesAConfigurationFileThatHoldsSomethingElse() throws IOException {
    Path file = file("--limit=1\nlimit 2\n");
    Path missing = folder.resolve("missing.conf");

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> parse().onTopOf(file)).getMessage(),
        is(file + " must hold options like --name=value, one a line, was limit 2"));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> parse().onTopOf(missing)).getMessage(),
        is("cannot read the configuration " + missing));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batchSiz=5 | unknown option --batchSiz; did you mean --batchSize?",
        "--languges=en | unknown option --languges; did you mean --languages?",
        "--queriesPerScond=5 | unknown option --queriesPerScond; did you mean --queriesPerSecond?",
        "--xyzzy=5 | unknown option --xyzzy; './pipeline help <command>' lists all",
        "--poisonMarker=x | unknown option --poisonMarker; './pipeline help <command>' lists all"
      })
  void namesTheNearestOptionInOneLine(String option, String message) {
    assertThat(refusal(option), is(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batchSize=many | --batchSize | many",
        "--limit=1.5 | --limit | 1.5",
        "--limit= | --limit | ''",
        "--queriesPerSecond=1,5 | --queriesPerSecond | 1,5",
        "--runner=NoSuchRunner | --runner | NoSuchRunner"
      })
  void namesTheOptionWhoseValueIsBadInOneLine(String option, String name, String value) {
    assertThat(
        refusal(option),
        is(
            name
                + " does not take the value '"
                + value
                + "'; './pipeline help <command>' says what it takes"));
  }

  @Test
  void keepsTwoCommandsWithOptionsOfOneNameApart() {
    for (int i = 0; i < 2; i++) {
      assertThat(
          parse("--queriesPerSecond=0.5").as(LabelPostsOptions.class).getQueriesPerSecond(),
          is(0.5));
      assertThat(
          parse("--queriesPerSecond=5", "--poisonMarker=x")
              .as(EmulatorOptions.class)
              .getQueriesPerSecond(),
          is(5));
    }
  }

  private static String refusal(String option) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> parse("--limit=3", option).as(LabelPostsOptions.class))
        .getMessage();
  }

  private static CommandLine parse(String... arguments) {
    return CommandLine.parse(List.of(arguments));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("some.conf"), content);
  }
}
