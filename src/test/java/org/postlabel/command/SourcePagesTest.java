package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** The pages on imports, by running every command on them as it stands, on small files. */
class SourcePagesTest {
  private static final Path FILES = Path.of("src/test/resources/importing").toAbsolutePath();
  private static final Pattern COMMAND =
      Pattern.compile("^\\./pipeline (import [^\n#]*?) *(?:#[^\n]*)?$", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^' ])+");

  @ParameterizedTest
  @CsvSource({
    "from-jetstream.md, '[2-9] new posts'",
    "from-pushshift.md, '[2-9] new posts'",
    "from-excel.md, '[1-9] new posts'",
    "import.md, '[1-9] new posts'"
  })
  void showCommandsThatImportPosts(String page, String added) throws IOException {
    List<List<String>> commands = commands(Path.of("src/site/markdown", page));

    assertThat(commands, is(not(empty())));
    for (List<String> command : commands) {
      try (FreshDatabase tables = Engine.SQLITE.empty()) {
        Ended ended =
            InThisProcess.run(tables.database(), command.toArray(String[]::new))
                .exitedWith(ExitCode.DONE);
        assertThat(ended.out(), matchesPattern("(?s).*" + added + ".*"));
        assertThat(ended.out(), containsString(" 0 bad rows"));
        assertThat(
            tables.column("SELECT COUNT(*) FROM posts WHERE LENGTH(text) > 2 AND uri <> ''"),
            is(not(List.of(0L))));
      }
    }
  }

  /** The words of each, as a shell makes them; names of files are those of the tests' files. */
  private static List<List<String>> commands(Path page) throws IOException {
    List<List<String>> commands = new ArrayList<>();
    Matcher line = COMMAND.matcher(Files.readString(page, UTF_8).replace("\\\n", ""));
    while (line.find()) {
      commands.add(
          WORD.matcher(line.group(1))
              .results()
              .map(word -> word.group().replace("'", ""))
              .map(
                  word -> Files.exists(FILES.resolve(word)) ? FILES.resolve(word).toString() : word)
              .toList());
    }
    return commands;
  }
}
