package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.emptyArray;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** Commands where no database has been made yet. */
class NoDatabaseTest {
  @TempDir private Path folder;
  @TempDir private Path files;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "plan --postsTable=found",
        "run --postsTable=found",
        "status",
        "status --format=json",
        "export",
        "report",
        "retry --reason=all",
        "forget --run=ID",
        "evaluate GOLD --column=prob_toxic --goldColumn=toxic"
      })
  void isOneLineForWhateverReadsOneAndNoneIsMade(String command) throws Exception {
    Path gold = Files.writeString(files.resolve("gold.csv"), "uri,toxic\na,1\n");
    Path key = Files.writeString(files.resolve("key"), "a-key");
    List<String> words = new ArrayList<>(List.of(command.replace("GOLD", "" + gold).split(" ")));
    if (command.startsWith("run")) {
      words.add("--apiKeyFile=" + key);
    }

    Ended ended = run(words);

    assertThat(
        ended.err(),
        is(
            "postlabel: there is no database jdbc:sqlite:%s; name another with --connectionURL, or"
                    .formatted(folder.resolve("postlabel.db"))
                + " import posts first\n"));
    assertThat(ended.out(), is(""));
  }

  @Test
  void isNotMadeByAnImportOfNoPosts() throws Exception {
    Path posts = Files.writeString(files.resolve("posts.csv"), "uri,text\na,b\n");
    Path other = Files.writeString(files.resolve("other.csv"), "id,body\na,b\n");
    Path empty = Files.createFile(files.resolve("empty.csv"));

    run(List.of("import", posts.toString(), files.resolve("none.csv").toString()));
    run(List.of("import", other.toString()));
    run(List.of("import", empty.toString()));
  }

  private Ended run(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--connectionURL=jdbc:sqlite:" + folder.resolve("postlabel.db"));
    Ended ended = InThisProcess.run(arguments).exitedWith(ExitCode.USAGE);
    assertThat(ended.err(), ended.err().lines().count(), is(1L));
    assertThat(folder.toFile().list(), is(emptyArray()));
    return ended;
  }
}
