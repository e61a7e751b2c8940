package org.postlabel.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The words after a command: plain words, and options as {@code --name=value}.
 *
 * @param words in order, without options
 * @param options the last value of each, in order of first appearance
 * @param origins where an option comes from when it was not typed: a file or a variable
 */
public record CommandLine(
    List<String> words, Map<String, String> options, Map<String, String> origins) {
  private static final String TYPED = "command line";
  private static final Pattern OPTION = Pattern.compile("--([A-Za-z]+)(?:=(.*))?", Pattern.DOTALL);
  private static final Pattern REFUSED_OPTION = Pattern.compile("^(?:unknown option )?--(\\w+)");
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "missing a property named '(\\w+)'\\.?(?: Did you mean (?:'(\\w+)'|one of"
              + " \\[(.+?)\\])\\?)?");

  /** Options that were typed. */
  public CommandLine(List<String> words, Map<String, String> options) {
    this(words, options, Map.of());
  }

  public static CommandLine parse(List<String> arguments) {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String argument : arguments) {
      Matcher option = OPTION.matcher(argument);
      if (option.matches()) {
        options.put(option.group(1), Optional.ofNullable(option.group(2)).orElse("true"));
      } else if (argument.startsWith("--")) {
        throw new IllegalArgumentException("options look like --name=value, was " + argument);
      } else {
        words.add(argument);
      }
    }
    return new CommandLine(words, options);
  }

  /** These options on top of those in {@code file}, one a line; {@code #} begins a comment. */
  public CommandLine onTopOf(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the configuration " + file, e);
    }
    CommandLine below =
        parse(
            lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList());
    if (!below.words.isEmpty()) {
      throw new IllegalArgumentException(
          file + " must hold options like --name=value, one a line, was " + below.words.get(0));
    }
    return onTopOf(below.options, name -> file.toString());
  }

  /** These options on top of {@code below}, which come from where {@code origin} says. */
  public CommandLine onTopOf(Map<String, String> below, UnaryOperator<String> origin) {
    Map<String, String> merged = new LinkedHashMap<>(below);
    merged.putAll(options);
    Map<String, String> mergedOrigins = new LinkedHashMap<>(origins);
    below.keySet().stream()
        .filter(name -> !options.containsKey(name))
        .forEach(name -> mergedOrigins.put(name, origin.apply(name)));
    return new CommandLine(words, merged, mergedOrigins);
  }

  /** The options that were typed. */
  public Map<String, String> typed() {
    Map<String, String> typed = new LinkedHashMap<>(options);
    typed.keySet().removeAll(origins.keySet());
    return typed;
  }

  /** Where the option {@code name} comes from: a file, a variable, or the command line. */
  public String originOf(String name) {
    return origins.getOrDefault(name, TYPED);
  }

  /** {@code message}, and where the option that it begins with comes from when it was not typed. */
  public String withOrigin(String message) {
    Matcher option = REFUSED_OPTION.matcher(message);
    return option.find() && origins.containsKey(option.group(1))
        ? message + " (from " + origins.get(option.group(1)) + ")"
        : message;
  }

  /**
   * The options as Beam reads them.
   *
   * @throws IllegalArgumentException with one line when there is an unknown one or a bad value
   */
  public <T extends PipelineOptions> T as(Class<T> type) {
    List<String> arguments = new ArrayList<>();
    options.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    try {
      return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).as(type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(inOneLine(e, type), e);
    }
  }

  private <T extends PipelineOptions> String inOneLine(
      IllegalArgumentException error, Class<T> type) {
    String message = String.valueOf(error.getMessage());
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      String advice =
          unknown.group(2) != null
              ? "did you mean --" + unknown.group(2) + "?"
              : unknown.group(3) != null
                  ? "did you mean one of " + unknown.group(3) + "?"
                  : "'./pipeline help <command>' lists all";
      return "unknown option --" + unknown.group(1) + "; " + advice;
    }
    return badValue(type).orElse(message.lines().findFirst().orElse("wrong options"));
  }

  /** The first option whose value its type does not take, found by asking for each alone. */
  private <T extends PipelineOptions> Optional<String> badValue(Class<T> type) {
    for (Map.Entry<String, String> option : options.entrySet()) {
      try {
        PipelineOptionsFactory.fromArgs("--" + option.getKey() + "=" + option.getValue()).as(type);
      } catch (IllegalArgumentException e) {
        return Optional.of(
            "--%s does not take the value '%s'; './pipeline help <command>' says what it takes"
                .formatted(option.getKey(), option.getValue()));
      }
    }
    return Optional.empty();
  }
}
