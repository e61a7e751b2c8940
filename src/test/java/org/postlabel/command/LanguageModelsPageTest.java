package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/**
 * The page about services, by running each command on it at the emulator in the service's place.
 */
class LanguageModelsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/language-models.md");
  private static final String KEY = "sk-SECRET-0123456789";
  private static final Pattern COMMAND =
      Pattern.compile("^\\./pipeline (run [^\n]*)$", Pattern.MULTILINE);
  private static final Pattern HOST = Pattern.compile("https?://[^/ ]+");

  @TempDir Path folder;

  @Test
  void showsCommandsThatLabelPosts() throws Exception {
    List<String> commands = new ArrayList<>();
    Matcher line = COMMAND.matcher(Files.readString(PAGE, UTF_8));
    while (line.find()) {
      commands.add(line.group(1));
    }
    assertThat(commands.size(), is(greaterThan(9)));
    Path key = Files.writeString(folder.resolve("key.txt"), KEY);
    for (String command : commands) {
      boolean hasKey = command.contains("--llmKeyFile");
      EmulatorSetup service =
          EmulatorSetup.PLAIN.with("acceptedKey", KEY).with("chatNeedsKey", hasKey);
      try (Emulator emulator = Emulator.start(service.config());
          FreshDatabase tables = Engine.SQLITE.empty()) {
        run(command, emulator, tables, key);

        assertThat(
            command,
            tables.column(
                "SELECT uri FROM sociopolitical_labels WHERE was_successfully_labeled ORDER BY"
                    + " uri"),
            is(List.of("a", "b")));
      }
    }
  }

  private static void run(String command, Emulator emulator, FreshDatabase tables, Path key)
      throws IOException {
    ImportCommand.run(
        tables.database(),
        List.of("-"),
        new ByteArrayInputStream(
            """
            {"uri":"a","text":"The government lost the election"}
            {"uri":"b","text":"Soup for lunch today"}
            """
                .getBytes(UTF_8)));
    List<String> arguments = new ArrayList<>();
    for (String word : command.replace("'", "").split(" ", -1)) {
      arguments.add(
          word.replace("key.txt", key.toString())
              .replaceFirst("--(queriesPerSecond|queriesPerMinute|tokensPerMinute)=.*", "--$1=0"));
    }
    arguments.replaceAll(
        word ->
            word.startsWith("--llmEndpoint=")
                ? HOST.matcher(word).replaceFirst(emulator.endpoint().toString())
                : word);
    arguments.add("--report=off");
    arguments.add("--canaries=off");

    Ended ended = InThisProcess.run(tables.database(), arguments.toArray(String[]::new));

    assertThat(command + ended, ended.exitCode(), is(ExitCode.DONE.code()));
  }
}
