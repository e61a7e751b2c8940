package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.metrics.Figure;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;
import org.postlabel.testing.ProductOptions;

/**
 * The README, the pages of {@code src/site/markdown} and CONTRIBUTING say what the program does.
 */
class DocumentationTest {
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Path EVALUATE = PAGES.resolve("evaluate.md");
  private static final Path COMPARE = PAGES.resolve("compare.md");
  private static final Path IMPORT = PAGES.resolve("import.md");
  private static final String HEADER = "| option | default | description |\n|---|---|---|\n";
  private static final Pattern OPTION_ROW =
      Pattern.compile("^\\| `--\\w+` \\| [^|]* \\| [^|]* \\|$", Pattern.MULTILINE);
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z][A-Za-z]+)");
  private static final Pattern COMMAND = Pattern.compile("\\./pipeline ([a-z]+)([^`\n]*)");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  static List<Path> documents() throws IOException {
    return Stream.concat(
            Stream.of(Path.of("README.md"), Path.of(".github/CONTRIBUTING.md")), pages().stream())
        .toList();
  }

  private static SortedSet<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.collect(toCollection(TreeSet::new));
    }
  }

  @Test
  void listEveryOptionOfARunAsTheProgramDescribesIt() throws IOException {
    SortedSet<Path> others = pages();
    others.remove(EVALUATE);
    others.remove(COMPARE);
    others.remove(IMPORT);
    SortedSet<String> rows = new TreeSet<>();
    for (Path page : others) {
      OPTION_ROW.matcher(read(page)).results().forEach(row -> rows.add(row.group()));
    }

    assertThat(rows, is(rows(Command.RUN.options(), Set.of())));
  }

  @Test
  void listTheOptionsOfAnEvaluationThatItDoesNotShareWithARun() throws IOException {
    SortedSet<String> rows =
        rows(Command.EVALUATE.options(), OptionTable.of(List.of(DatabaseOptions.class)).keySet());

    assertThat(read(EVALUATE), containsString(HEADER + String.join("\n", rows) + "\n"));
  }

  @Test
  void listTheOptionsOfAComparisonThatItDoesNotShareWithARun() throws IOException {
    SortedSet<String> rows =
        rows(Command.COMPARE.options(), OptionTable.of(List.of(DatabaseOptions.class)).keySet());

    assertThat(read(COMPARE), containsString(HEADER + String.join("\n", rows) + "\n"));
  }

  @Test
  void listTheOptionsOfAnImportThatItDoesNotShareWithARun() throws IOException {
    SortedSet<String> rows =
        rows(Command.IMPORT.options(), OptionTable.of(List.of(DatabaseOptions.class)).keySet());

    assertThat(read(IMPORT), containsString(HEADER + String.join("\n", rows) + "\n"));
  }

  private static SortedSet<String> rows(
      List<Class<? extends PipelineOptions>> options, Set<String> except) {
    return OptionTable.of(ProductOptions.of(options)).entrySet().stream()
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
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void listEveryFigureByItsNames() throws IOException {
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

    assertThat(
        read(PAGES.resolve("metrics.md")), containsString("|---|---|---|\n" + table + "\n\n"));
  }

  @Test
  void listEveryExitCode() throws IOException {
    String page = read(PAGES.resolve("run.md"));
    for (ExitCode code : ExitCode.values()) {
      assertThat(page, containsString("\n| " + code.code() + " | "));
    }
  }

  @Test
  void nameEveryCommandAndNoOther() throws IOException {
    SortedSet<String> named = new TreeSet<>();
    for (Path document : documents()) {
      COMMAND.matcher(read(document)).results().forEach(command -> named.add(command.group(1)));
    }

    SortedSet<String> commands =
        Stream.of(Command.values()).map(Command::word).collect(toCollection(TreeSet::new));
    assertThat(named, is(commands));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void nameOnlyOptionsThatExist(Path document) throws IOException {
    String text = read(document).replace("\\\n", "");
    SortedSet<String> all = beamsOptions();
    for (Command command : Command.values()) {
      all.addAll(OptionTable.of(command.options()).keySet());
    }
    OPTION.matcher(text).results().forEach(option -> assertThat(option.group(1), is(in(all))));

    Matcher line = COMMAND.matcher(text);
    while (line.find()) {
      SortedSet<String> known = beamsOptions();
      known.addAll(OptionTable.of(Command.named(line.group(1)).options()).keySet());
      OPTION
          .matcher(line.group(2))
          .results()
          .forEach(option -> assertThat(line.group(), option.group(1), is(in(known))));
    }
  }

  private static SortedSet<String> beamsOptions() {
    return PipelineOptionsFactory.getRegisteredOptions().stream()
        .flatMap(options -> Arrays.stream(options.getMethods()))
        .filter(method -> method.getDeclaringClass().getName().startsWith("org.apache.beam."))
        .map(method -> method.getName().replaceFirst("^get", ""))
        .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
        .collect(toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linkOnlyToFilesAndHeadingsThatExist(Path document) throws IOException {
    Matcher link = LINK.matcher(read(document));
    while (link.find()) {
      Path target =
          link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
      assertThat(link.group(), Files.exists(target));
      if (link.group(2) != null) {
        assertThat(link.group(), anchors(target), hasItem(link.group(2)));
      }
    }
  }

  /** As git hosts derive them from headings. */
  private static List<String> anchors(Path document) throws IOException {
    return HEADING
        .matcher(read(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void areAllLinkedFromTheIndex() throws IOException {
    String index = read(PAGES.resolve("index.md"));
    List<String> missing =
        pages().stream()
            .map(page -> page.getFileName().toString())
            .filter(name -> !name.equals("index.md") && !index.contains("(" + name + ")"))
            .toList();

    assertThat(missing, is(empty()));
    assertThat(pages(), is(not(empty())));
  }

  private static String read(Path document) throws IOException {
    return Files.readString(document, UTF_8);
  }
}
