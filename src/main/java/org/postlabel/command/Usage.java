package org.postlabel.command;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a person is told of a command. */
interface Usage {
  /** How a person types it. */
  String word();

  /** Its word and what may follow it. */
  String usage();

  String summary();

  /** Lines to type after {@code ./pipeline}. */
  List<String> examples();

  /** The interfaces of its options; those of a run include every scorer's. */
  List<Class<? extends PipelineOptions>> options();

  /** Whether there are options of ours, which may come from the environment. */
  boolean takesOptions();

  /** The one of {@code commands} that a person calls {@code word}. */
  static <T extends Usage> T named(String word, List<T> commands) {
    return commands.stream()
        .filter(command -> command.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown command "
                        + word
                        + "; there are "
                        + commands.stream().map(Usage::word).collect(joining(", "))));
  }
}
