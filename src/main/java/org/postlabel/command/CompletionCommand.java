package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postlabel.options.Choices;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerKinds;

/** Prints a script that completes what a person types, made from the commands themselves. */
final class CompletionCommand {
  private static final String TRUTHS = "true false";

  private CompletionCommand() {}

  static ExitCode run(CommandLine line, List<? extends Usage> commands, PrintStream out) {
    if (!line.words().equals(List.of("bash"))) {
      throw new IllegalArgumentException("completion takes the word bash, was " + line.words());
    }
    out.print(
        template()
            .replace("@COMMANDS@", commands.stream().map(Usage::word).collect(joining(" ")))
            .replace("@OPTIONS@", optionsByCommand(commands))
            .replace("@VALUES@", valuesByOption(commands)));
    return ExitCode.DONE;
  }

  private static String optionsByCommand(List<? extends Usage> commands) {
    return commands.stream()
        .filter(Usage::takesOptions)
        .map(command -> arm(command.word(), optionsOf(command)))
        .collect(joining("\n"));
  }

  private static String optionsOf(Usage command) {
    return OptionTable.getters(command.options()).entrySet().stream()
        .map(option -> "--" + option.getKey() + (isTruth(option.getValue()) ? "" : "="))
        .collect(joining(" "));
  }

  /** Options that commands share have the same values, but for {@code --format}. */
  private static String valuesByOption(List<? extends Usage> commands) {
    SortedMap<String, String> values = new TreeMap<>();
    values.put(
        "*\" --scorer\"", ScorerKinds.all().stream().map(ScorerKind::word).collect(joining(" ")));
    for (Usage command : commands) {
      OptionTable.getters(command.options())
          .forEach(
              (name, getter) -> {
                if (isTruth(getter)) {
                  values.put("*\" --%s\"".formatted(name), TRUTHS);
                } else if (getter.isAnnotationPresent(Choices.class)) {
                  values.put(
                      "\"%s --%s\"".formatted(command.word(), name),
                      String.join(" ", getter.getAnnotation(Choices.class).value()));
                }
              });
    }
    return values.entrySet().stream()
        .map(option -> arm(option.getKey(), option.getValue()))
        .collect(joining("\n"));
  }

  private static String arm(String pattern, String words) {
    return "    " + pattern + ") echo \"" + words + "\" ;;";
  }

  private static boolean isTruth(Method getter) {
    return getter.getReturnType() == boolean.class;
  }

  private static String template() {
    try (InputStream script = CompletionCommand.class.getResourceAsStream("completion.bash")) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
