package org.postlabel.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.options.ExitCode;

/**
 * Wrong commands: one line on stderr, and nothing is done. Even if one were accepted, no query
 * would be sent: there are no posts.
 */
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {
  @TempDir Path folder;

  @BeforeEach
  void layOutFiles() throws Exception {
    Files.writeString(folder.resolve("key.txt"), "emulator-key");
    Files.writeString(folder.resolve("notes.db"), "no database at all ".repeat(100), UTF_8);
    Files.createDirectory(folder.resolve("folder.db"));
    new Tables(new Database("jdbc:sqlite:" + folder.resolve("foreign.db")))
        .execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, uri TEXT, content TEXT)");
  }

  static Stream<Arguments> wrongCommands() {
    return Stream.of(
        wrong("run --batchSiz=10", "unknown option --batchSiz", "did you mean --batchSize?"),
        wrong("run --sliceSize=many", "--sliceSize", "many"),
        wrong("run --batchSize=0", "--batchSize must be 1..100, was 0"),
        wrong("run --queriesPerSecond=-1", "--queriesPerSecond must be 0..1000000", "-1"),
        wrong("run --maxAttempts=1000", "--maxAttempts must be 1..100, was 1000"),
        wrong("run --requestMode=bulk", "--requestMode"),
        wrong("run --deadline=tomorrow", "--deadline must be a UTC time", "tomorrow"),
        wrong("run --endpoint=localhost:1", "--endpoint must be a root URL"),
        wrong("run --endpoint=::", "--endpoint must be a"),
        wrong("run --languages=e", "--languages must be BCP-47 codes"),
        wrong("run --limit=-5", "--limit must be 0 (all posts) or more, was -5"),
        wrong("run --apiKeyFile=FOLDER/none.txt", "--apiKeyFile must name a file", "none.txt"),
        wrong("run --connectionURL=jdbc:oracle:x", "--connectionURL must start with jdbc:sqlite:"),
        wrong("run --connectionURL=jdbc:sqlite::memory:", "--connectionURL must name a file"),
        wrong("run --connectionURL=jdbc:sqlite:FOLDER/notes.db", "notes.db", "not a database"),
        wrong("run --connectionURL=jdbc:sqlite:FOLDER/folder.db", "folder.db"),
        wrong("run --connectionURL=jdbc:sqlite:FOLDER/no/such.db", "no/such.db"),
        wrong("run --connectionURL=jdbc:sqlite:FOLDER/foreign.db", "no column text"),
        wrong(
            "run --postsTable=none --connectionURL=jdbc:sqlite:FOLDER/foreign.db",
            "--postsTable=none cannot be read: ",
            "no such table: none"),
        wrong(
            "run --postsTable=posts --connectionURL=jdbc:sqlite:FOLDER/foreign.db",
            "--postsTable=posts has no column text for our text; it has id, uri, content"),
        wrong("run --postColumns=uri=id", "--postColumns needs --postsTable or --postsQuery"),
        wrong("run nonsense", "there is no configuration nonsense"),
        wrong("run one two", "run takes one configuration"),
        wrong("plan --format=yaml", "--format must be text or json, was yaml"),
        wrong("plan --connectionURL=jdbc:sqlite:FOLDER/no.db", "there is no database"),
        wrong("plan --connectionURL=jdbc:sqlite:FOLDER/foreign.db", "no column text"),
        wrong("run --sampleBy=source", "--sampleBy needs --sample"),
        wrong("run --sample=5 --sampleBy=text", "--sampleBy must be source, a column", "was text"),
        wrong("config --limit=-1", "--limit must be 0 (all posts) or more, was -1"),
        wrong("completion zsh", "completion takes the word bash"),
        wrong("walk", "unknown command walk"),
        wrong("help walk", "unknown command walk"),
        wrong("import", "import needs files"),
        wrong("import FOLDER/none.csv --connectionURL=jdbc:sqlite:FOLDER/new.db", "none.csv"),
        wrong("export FOLDER/a.txt", "the name", "has no known ending"),
        wrong("export --connectionURL=jdbc:sqlite:FOLDER/none.db", "there is no database"),
        wrong("retry", "retry needs --reason: some of text_too_short"),
        wrong("retry --reason=nonsense", "--reason must be some of text_too_short", "nonsense"),
        wrong("retry now --reason=all", "retry takes only options"),
        wrong(
            "retry --reason=all --connectionURL=jdbc:sqlite:FOLDER/foreign.db",
            "has no table ledger"),
        wrong("emulator --throttledRate=2", "--throttledRate must be 0..1, was 2"));
  }

  @ParameterizedTest
  @MethodSource("wrongCommands")
  void isRefusedInOneLine(String command, List<String> parts) throws Exception {
    String whole = command;
    if (command.startsWith("run ")) {
      whole += " --ignoreLastDay"; // Google's end must not come first.
      whole += command.contains("apiKeyFile") ? "" : " --apiKeyFile=FOLDER/key.txt";
    }
    List<String> arguments =
        Stream.of(whole.split(" ")).map(a -> a.replace("FOLDER", folder.toString())).toList();
    try (JarProcess process = JarProcess.start(folder, arguments)) {
      Ended ended = process.end().exitedWith(ExitCode.USAGE);

      assertThat(ended.err().lines().toList().toString(), ended.err().lines().count(), is(1L));
      assertThat(ended.err(), allOf(startsWith("postlabel: "), not(containsString("Exception"))));
      parts.forEach(part -> assertThat(ended.err(), containsString(part)));
      assertThat(ended.out(), is(""));
    }
  }

  private static Arguments wrong(String command, String... parts) {
    return Arguments.of(command, List.of(parts));
  }
}
