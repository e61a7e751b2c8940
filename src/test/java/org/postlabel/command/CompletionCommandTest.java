package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.faults.Ended;

/** Runs bash with the script, in a folder as the launcher's. */
class CompletionCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void layOutFiles() throws IOException {
    Files.createDirectory(folder.resolve("runner-configs"));
    Files.writeString(folder.resolve("runner-configs/direct.conf"), "");
    Files.writeString(folder.resolve("my.conf"), "");
    Files.writeString(folder.resolve("my posts.csv"), "");
    Files.createFile(folder.resolve("pipeline")).toFile().setExecutable(true);
    Ended script = InThisProcess.run(List.of("completion", "bash"));
    assertThat(script.toString(), script.exitCode(), is(0));
    Files.writeString(folder.resolve("completion.bash"), script.out());
  }

  @Test
  void completesCommands() throws Exception {
    assertThat(complete(""), is(Stream.of(Command.values()).map(Command::word).sorted().toList()));
    assertThat(complete("im"), is(List.of("import")));
    assertThat(complete("help", "pl"), is(List.of("plan")));
    assertThat(complete("completion", ""), is(List.of("bash")));
    assertThat(complete("bench", "t"), is(List.of("tokens")));
  }

  @Test
  void completesTheOptionsOfACommand() throws Exception {
    assertThat(complete("run", "--max"), hasItems("--maxQueries=", "--maxAttempts="));
    assertThat(complete("run", "--retry"), is(List.of("--retryFailed")));
    assertThat(complete("plan", "--form"), is(List.of("--format=")));
    assertThat(complete("run", "--form"), is(List.of()));
    assertThat(complete("import", "--max"), is(List.of()));
    assertThat(complete("evaluate", "--gold"), is(List.of("--goldColumn=")));
    assertThat(complete("emulator", "--po"), is(List.of("--poisonMarker=", "--port=")));
  }

  @Test
  void completesConfigurationsAndFiles() throws Exception {
    assertThat(complete("run", "d"), is(List.of("direct")));
    assertThat(complete("plan", "my.c"), is(List.of("my.conf")));
    assertThat(complete("import", "my"), is(List.of("my posts.csv", "my.conf")));
    assertThat(complete("evaluate", "my p"), is(List.of("my posts.csv")));
    assertThat(complete("import", "d"), is(not(List.of("direct"))));
  }

  @Test
  void completesValues() throws Exception {
    assertThat(complete("run", "--requestMode", "=", ""), is(List.of("batch", "single")));
    assertThat(complete("run", "--requestMode", "="), is(List.of("batch", "single")));
    assertThat(complete("run", "--doNotStore", "=", "f"), is(List.of("false")));
    assertThat(complete("run", "--scorer", "=", "so"), is(List.of("sociopolitical")));
    assertThat(complete("run", "--apiKeyFile", "=", "my.c"), is(List.of("my.conf")));
    assertThat(complete("run", "--report", "=", "my.c"), is(List.of("my.conf")));
    assertThat(complete("run", "--codebook", "=", "my.c"), is(List.of("my.conf")));
    assertThat(complete("compare", "--writeMap", "=", "my.c"), is(List.of("my.conf")));
    assertThat(complete("export", "--map", "=", "my.c"), is(List.of("my.conf")));
    assertThat(complete("evaluate", "--format", "=", ""), is(List.of("html", "json", "text")));
    assertThat(complete("export", "--format", "=", ""), is(List.of("csv", "jsonl", "parquet")));
    assertThat(complete("import", "--format", "=", "tw"), is(List.of("twitter")));
    assertThat(complete("plan", "--sampleBy", "=", ""), is(List.of("source")));
    assertThat(complete("run", "--limit", "=", "1"), is(List.of()));
  }

  @Test
  void refusesAnotherShell() {
    Ended ended = InThisProcess.run(List.of("completion", "fish"));

    assertThat(ended.exitCode(), is(2));
    assertThat(ended.err(), startsWith("postlabel: completion takes the word bash, was [fish]"));
  }

  /** What bash would offer for the last of {@code words}, sorted. */
  private List<String> complete(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                """
                . ./completion.bash
                COMP_WORDS=(./pipeline "$@") COMP_CWORD=$#
                _postlabel && printf '%s\\n' "${COMPREPLY[@]}\"\
                """,
                "bash"));
    command.addAll(List.of(words));
    Process bash =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String offered = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(offered, bash.waitFor(), is(0));
    return offered.isBlank() ? List.of() : offered.lines().sorted().toList();
  }
}
