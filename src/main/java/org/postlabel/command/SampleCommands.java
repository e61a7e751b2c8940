package org.postlabel.command;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.postlabel.options.CommandLine;
import org.postlabel.selection.sample.Sample;

/** Commands to type in a shell after a plan. */
final class SampleCommands {
  private static final Set<String> NOT_OF_THE_RUN =
      Set.of(
          "sample", "sampleBy", "seed", "format", "bridge", "bridgeFrom", "bridgeTo", "thresholds");

  private static final List<String> OF_THE_DATABASE =
      List.of("connectionURL", "username", "passwordFile", "schema");

  private SampleCommands() {}

  /** The run of {@code sample}, with what was typed for the plan. */
  static String run(CommandLine line, Sample sample) {
    return Stream.of(
            Stream.of("./pipeline run"),
            line.words().stream().map(SampleCommands::quoted),
            line.typed().entrySet().stream()
                .filter(option -> !NOT_OF_THE_RUN.contains(option.getKey()))
                .map(option -> quoted("--" + option.getKey() + "=" + option.getValue())),
            Stream.of(sample.toString()))
        .flatMap(words -> words)
        .collect(joining(" "));
  }

  /** The comparison of two columns in the database of the plan. */
  static String compare(CommandLine line, String left, String right, String thresholds) {
    return Stream.concat(
            Stream.of("./pipeline compare", left, right, quoted("--thresholds=" + thresholds)),
            OF_THE_DATABASE.stream()
                .filter(line.options()::containsKey)
                .map(name -> quoted("--" + name + "=" + line.options().get(name))))
        .collect(joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
