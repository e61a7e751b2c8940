package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.options.CommandLine;
import org.postlabel.pipeline.LabelPostsOptions;

class RunnerConfigsTest {
  private static final Pattern OPTION = Pattern.compile("--([A-Za-z]+)=(\\S+)");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("runner-configs"))) {
      return files.filter(file -> !file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void namesOnlyOptionsThatThereAre(Path file) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    for (MatchResult option : OPTION.matcher(Files.readString(file)).results().toList()) {
      options.put(option.group(1), option.group(2));
    }

    assertThat(new CommandLine(List.of(), options).as(LabelPostsOptions.class), is(notNullValue()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysAtItsTopWhatItIsFor(Path file) throws IOException {
    List<String> comment =
        Files.readAllLines(file).stream().takeWhile(line -> line.startsWith("#")).toList();
    assertThat(comment, is(not(hasSize(0))));
  }
}
