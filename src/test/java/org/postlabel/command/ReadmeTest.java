package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.evaluation.EvaluationOptions;
import org.postlabel.metrics.Figure;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;
import org.postlabel.pipeline.LabelPostsOptions;

class ReadmeTest {
  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("README.md"), UTF_8);
  }

  @Test
  void listsEveryOptionOfARunAsTheProgramDescribesIt() {
    assertThat(
        readme,
        containsString(
            "| option | default | what |\n|---|---|---|\n"
                + rows(LabelPostsOptions.class, Set.of())));
  }

  @Test
  void listsTheOptionsOfAnEvaluationThatItDoesNotShareWithARun() {
    assertThat(
        readme,
        containsString(
            "| option of `evaluate` | default | what |\n|---|---|---|\n"
                + rows(EvaluationOptions.class, OptionTable.of(DatabaseOptions.class).keySet())
                + "\n\n"));
  }

  private static String rows(Class<? extends PipelineOptions> options, Set<String> except) {
    return OptionTable.of(options).entrySet().stream()
        .filter(option -> !except.contains(option.getKey()))
        .map(
            option ->
                "| `--%s` | %s | %s |"
                    .formatted(
                        option.getKey(),
                        option.getValue().defaultOrNull() == null
                            ? ""
                            : "`" + option.getValue().defaultOrNull() + "`",
                        option.getValue().description()))
        .collect(joining("\n"));
  }

  @Test
  void listsEveryFigureByItsNames() {
    String table =
        Stream.of(Figure.values())
            .map(
                figure ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            figure.word(),
                            figure.prometheusName().map(name -> "`" + name + "`").orElse(""),
                            figure.meaning()))
            .collect(joining("\n"));

    assertThat(readme, containsString("|---|---|---|\n" + table + "\n\n"));
  }

  @Test
  void listsEveryExitCode() {
    for (ExitCode code : ExitCode.values()) {
      assertThat(readme, containsString("| " + code.code() + " | "));
    }
  }

  @Test
  void namesEveryCommand() {
    for (Command command : Command.values()) {
      String name = command.name().toLowerCase(Locale.ROOT);
      assertThat(readme, containsString("./pipeline " + name));
    }
  }
}
