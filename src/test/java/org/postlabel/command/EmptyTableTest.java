package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.faults.Ended;

class EmptyTableTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void isNotSaidToBeLabelled(Database database) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);

    Ended ended =
        InThisProcess.run(
            database,
            "run",
            "--endpoint=http://127.0.0.1:9",
            "--apiKeyFile=" + key,
            "--queriesPerSecond=1",
            "--report=off");

    assertThat(
        ended.toString(),
        ended.out(),
        is(
            "Nothing to do: there are no posts in %s; './pipeline import FILE' adds some.\n"
                .formatted(database.url())));
    assertThat(ended.exitCode(), is(0));
  }
}
