package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** A label is of a text: when a post's text has changed, the post is labelled again. */
class ChangedTextTest {
  private static final String LINE = "text changed since labelled";

  @TempDir private Path folder;
  private Path key;
  @AutoClose private Emulator emulator;

  static Stream<Arguments> sources() {
    return Stream.of("--minTextLength=8", "--postsTable=posts", "--postsQuery=SELECT * FROM posts")
        .flatMap(source -> Databases.migrated().map(database -> Arguments.of(database, source)));
  }

  @BeforeEach
  void startProvider() throws Exception {
    key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    emulator = Emulator.start(EmulatorSetup.PLAIN.config());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isLabelledAgainAfterAnImport(Database database, String source) throws Exception {
    importPosts(database, "1,a lovely garden", "2,a lovely house", "3,short");
    command(database, "run", source);
    importPosts(database, "2,a lovely park", "3,long enough now");

    assertThat(
        command(database, "plan", source, "--compareTexts=false").out(),
        not(containsString("text changed")));
    assertThat(count(command(database, "plan", source).out(), "of these, text changed"), is(2L));
    assertThat(count(command(database, "status").out(), LINE), is(2L));

    Ended untouched = command(database, "run", source, "--compareTexts=false");
    assertThat(untouched.out(), containsString("Nothing to do"));
    Ended run = command(database, "run", source);
    assertThat(count(run.out(), LINE), is(2L));
    assertThat(count(run.out(), "labelled"), is(2L));
    assertThat(
        labels(database),
        is(List.of("1 a lovely garden true", "2 a lovely park true", "3 long enough now true")));
    assertThat(emulator.stats().arrived().calls(), is(4L));

    assertThat(command(database, "run", source).out(), containsString("Nothing to do"));
    assertThat(command(database, "status").out(), not(containsString(LINE)));
  }

  private void importPosts(Database database, String... rows) throws Exception {
    Path file =
        Files.writeString(folder.resolve("posts.csv"), "uri,text\n" + String.join("\n", rows));
    InThisProcess.run(database, "import", file.toString()).exitedWith(ExitCode.DONE);
  }

  private Ended command(Database database, String name, String... options) {
    Stream<String> all =
        name.equals("status")
            ? Stream.of(name)
            : Stream.concat(
                Stream.of(
                    name,
                    "--endpoint=" + emulator.endpoint(),
                    "--apiKeyFile=" + key,
                    "--queriesPerSecond=0",
                    "--canaries=off",
                    "--report=off"),
                Stream.of(options));
    Ended ended = InThisProcess.run(database, all.toArray(String[]::new));
    assertThat(ended.toString(), ended.exitCode() == 0 || ended.exitCode() == 3, is(true));
    return ended;
  }

  /** The number on the line that begins with {@code name}. */
  private static long count(String out, String name) {
    return out.lines()
        .filter(line -> line.matches(name + " +[0-9]+"))
        .map(line -> Long.parseLong(line.substring(name.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(out));
  }

  private static List<String> labels(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("SELECT * FROM perspective_api_labels ORDER BY uri")
                    .map(
                        (row, context) ->
                            row.getString("uri")
                                + " "
                                + row.getString("text")
                                + " "
                                + row.getBoolean("was_successfully_labeled"))
                    .list());
  }
}
