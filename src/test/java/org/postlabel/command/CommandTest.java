package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.Main;
import org.postlabel.faults.Ended;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;

class CommandTest {
  @ParameterizedTest
  @EnumSource(Command.class)
  void isNamedInLowerCase(Command command) {
    assertThat(Command.named(command.name().toLowerCase(Locale.ROOT)), is(command));
  }

  @ParameterizedTest
  @ValueSource(strings = {"runn", "RUN", "", "--help"})
  void listsAllWhenThereIsNoSuchCommand(String name) {
    String all =
        String.join(
            ", ",
            List.of(Command.values()).stream()
                .map(command -> command.name().toLowerCase(Locale.ROOT))
                .toList());

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> Command.named(name)).getMessage(),
        is("unknown command " + name + "; there are " + all));
  }

  @Test
  void failsWhenItsResultCannotBeWritten() throws IOException {
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();
    PrintStream out = System.out;
    System.setOut(new PrintStream(closed, true, UTF_8));
    try {
      assertThat(Main.run(List.of("config"), Map.of()), is(ExitCode.FAILED));
    } finally {
      System.setOut(out);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "run --help", "plan --limit=1 -h", "--version"})
  void answersInTheWaysOfOtherTools(String words) {
    Ended ended = InThisProcess.run(List.of(words.split(" ", -1))).exitedWith(ExitCode.DONE);
    assertThat(
        ended.out(),
        words.equals("--version")
            ? startsWith("postlabel ")
            : words.startsWith("-")
                ? startsWith("Usage: ./pipeline <command>")
                : startsWith("Usage: ./pipeline " + words.split(" ", -1)[0]));
  }

  @Test
  void helpListsEveryCommand() {
    String help = help();
    for (Command command : Command.values()) {
      assertThat(help, containsString("  " + command.usage()));
      assertThat(help, containsString(command.summary()));
    }
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void helpListsEveryOptionWithItsDefaultInLinesThatFit(Command command) {
    String help = help(command.name().toLowerCase(Locale.ROOT));

    OptionTable.of(command.options())
        .forEach(
            (name, option) -> {
              String value = option.defaultOrNull() == null ? "" : "=" + option.defaultOrNull();
              assertThat(help, containsString("\n  --" + name + value + "\n"));
              assertThat(
                  help.replaceAll("\\s+", " "),
                  containsString(option.description().replaceAll("\\s+", " ")));
            });
    help.lines().skip(2).forEach(line -> assertThat(line.length(), lessThanOrEqualTo(96)));
  }

  @Test
  void helpGroupsTheOptionsOfARun() {
    List<String> titles =
        help("run")
            .lines()
            .dropWhile(line -> !line.startsWith("Options"))
            .skip(1)
            .filter(line -> line.matches("[A-Z].*"))
            .filter(line -> !line.equals("Scorer length"))
            .toList();

    assertThat(
        titles,
        is(
            List.of(
                "Posts",
                "Scorer",
                "Quota",
                "Limits",
                "Output",
                "Database",
                "Scorer classifier",
                "Scorer llm, sociopolitical",
                "Scorer moderation",
                "Scorer perspective")));
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void helpShowsExamplesThatAreRight(Command command) {
    String help = help(command.word());

    assertThat(command.examples(), is(not(empty())));
    for (String example : command.examples()) {
      assertThat(help, containsString("\n  ./pipeline " + example + "\n"));
      List<String> words = List.of(example.split(" "));
      assertThat(words.get(0), is(command.word()));
      CommandLine.parse(words.subList(1, words.size())).as(command.options().get(0));
    }
  }

  private static String help(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      assertThat(
          HelpCommand.run(
              new CommandLine(List.of(words), Map.of()), List.of(Command.values()), out),
          is(ExitCode.DONE));
    }
    return bytes.toString(UTF_8);
  }
}
