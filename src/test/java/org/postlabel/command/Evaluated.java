package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.database.Database;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** Runs {@code evaluate} with a gold file whose column of values is {@code toxic}. */
final class Evaluated {
  private Evaluated() {}

  /** Compares {@code database} with {@code gold}, by prob_toxic unless another column is given. */
  static Ended run(Database database, Path folder, String gold, String... options)
      throws IOException {
    Path file = Files.writeString(folder.resolve("gold.csv"), gold);
    List<String> command =
        new ArrayList<>(List.of("evaluate", file.toString(), "--goldColumn=toxic"));
    command.addAll(List.of(options));
    if (command.stream().noneMatch(word -> word.startsWith("--column="))) {
      command.add("--column=prob_toxic");
    }
    if (database.passwordFileOrNull() != null) {
      command.add("--passwordFile=" + database.passwordFileOrNull());
    }
    return InThisProcess.run(database, command.toArray(String[]::new));
  }

  static Ended done(Ended ended) {
    assertThat(ended.toString(), ended.exitCode(), is(ExitCode.DONE.code()));
    assertThat(ended.err(), is(""));
    return ended;
  }

  static JsonNode json(Ended ended) throws IOException {
    return new ObjectMapper().readTree(done(ended).out());
  }
}
