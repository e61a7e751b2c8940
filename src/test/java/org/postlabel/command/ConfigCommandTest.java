package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;

/** Where options come from, as the command shows it and as refusals name it. */
class ConfigCommandTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file =
        Files.writeString(
            folder.resolve("my.conf"),
            "--limit=1\n--queriesPerSecond=2\n--batchSize=3\n--targetParallelism=4\n");
  }

  @Test
  void putsTheCommandLineAboveTheEnvironmentAboveTheFile() {
    Ended ended =
        run(
                Map.of("POSTLABEL_LIMIT", "20", "POSTLABEL_QUERIES_PER_SECOND", "30"),
                "config",
                file.toString(),
                "--limit=300")
            .exitedWith(ExitCode.DONE);
    assertThat(
        lines(ended),
        hasItems(
            "--limit=300 command line",
            "--queriesPerSecond=30.0 POSTLABEL_QUERIES_PER_SECOND",
            "--batchSize=3 " + file,
            "--targetParallelism=4 " + file,
            "--maxAttempts=8 default",
            "--deadline default"));
  }

  @Test
  void showsEveryOptionOfARunOnce() {
    List<String> lines = lines(run(Map.of(), "config"));

    for (String option : OptionTable.of(Command.RUN.options()).keySet()) {
      assertThat(
          option, lines.stream().filter(l -> l.matches("--" + option + "\\b.*")).count(), is(1L));
    }
    assertThat(lines, everyItem(matchesPattern("(--)?\\w+(=\\S*)? .+")));
  }

  @Test
  void shownOptionsHaveTheSameEffectAsARunsOwn() throws IOException {
    Path same =
        Files.write(
            folder.resolve("same.conf"),
            lines(run(Map.of(), "config", file.toString())).stream()
                .filter(line -> line.matches("--\\w+=.*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList());

    assertThat(lines(run(Map.of(), "config", same.toString())), hasItem("--batchSize=3 " + same));
  }

  @Test
  void saysWhetherThereAreSecretsAndShowsNone() {
    Ended ended = run(Map.of("POSTLABEL_DATABASE_PASSWORD", "SECRET"), "config");

    assertThat(ended.out(), containsString("POSTLABEL_DATABASE_PASSWORD"));
    assertThat(ended.out(), containsString("PERSPECTIVE_API_KEY"));
    assertThat(ended.out(), not(containsString("SECRET")));
  }

  @Test
  void refusesAPasswordInTheUrlWithoutShowingIt() {
    Ended ended =
        run(
            Map.of("POSTLABEL_CONNECTION_URL", "jdbc:postgresql://h/d?user=me&password=SECRET"),
            "config");

    assertThat(ended.exitCode(), is(2));
    assertThat(ended.out() + ended.err(), not(containsString("SECRET")));
  }

  @Test
  void refusalsNameTheFileOrTheVariable() {
    assertThat(
        run(Map.of("POSTLABEL_BATCH_SIZE", "0"), "config").err(),
        is("postlabel: --batchSize must be 1..100, was 0 (from POSTLABEL_BATCH_SIZE)\n"));
    assertThat(
        run(Map.of("POSTLABEL_LIMIT", "many"), "run").err(),
        is(
            "postlabel: --limit does not take the value 'many'; './pipeline help <command>' says"
                + " what it takes (from POSTLABEL_LIMIT)\n"));
    assertThat(
        run(Map.of(), "config", file.toString(), "--batchSize=101").err(),
        is("postlabel: --batchSize must be 1..100, was 101\n"));
  }

  @Test
  void refusesAnUnknownVariableWhateverTheCommandDoes() {
    for (String command : List.of("run", "plan", "config", "import", "emulator")) {
      Ended ended = run(Map.of("POSTLABEL_XYZZY", "1"), command);

      assertThat(ended.exitCode(), is(2));
      assertThat(ended.err(), containsString("POSTLABEL_XYZZY is no option"));
      assertThat(ended.out(), is(""));
    }
  }

  @Test
  void takesOneConfiguration() {
    assertThat(
        run(Map.of(), "config", "one", "two").err(),
        is("postlabel: config takes one configuration, was [one, two]\n"));
  }

  private static Ended run(Map<String, String> environment, String... arguments) {
    return InThisProcess.run(List.of(arguments), environment);
  }

  /** Lines with one space where columns are apart. */
  private static List<String> lines(Ended ended) {
    return Stream.of(ended.out().split("\n")).map(line -> line.replaceAll(" +", " ")).toList();
  }
}
