package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.Database;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;

class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void comparesTwoEmulatedScorersOnTheBundledPosts() throws Exception {
    String shown = demo(Map.of("bridge", "true"));

    Database database = new Database("jdbc:sqlite:" + folder.resolve("postlabel.db"));
    List<Long> labelled =
        List.of("perspective_api_labels", "moderation_labels").stream()
            .map(
                table ->
                    database
                        .jdbi()
                        .withHandle(
                            handle ->
                                handle
                                    .select(
                                        "SELECT COUNT(*) FROM "
                                            + table
                                            + " WHERE was_successfully_labeled")
                                    .mapTo(Long.class)
                                    .one()))
            .toList();
    assertThat(labelled.get(0), is(labelled.get(1)));
    assertThat(labelled.get(0) > 400, is(true));
    assertThat(shown, containsString("Spearman"));
    assertThat(shown, containsString("they mean nothing"));
    Path page = folder.resolve("comparison.html");
    assertThat(shown, containsString("Comparison: " + page.toAbsolutePath().toUri()));
    assertThat(shown.split("Comparison: file:", -1).length, is(2));
    assertThat(Files.readString(page), containsString("moderation_labels"));
    assertThat(shown, not(containsString("reports/")));
    // Again, as nothing is paid for twice.
    assertThat(demo(Map.of("bridge", "true")), containsString("Nothing to do"));
  }

  @Test
  void showsOneThingAtATime() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> demo(Map.of("bridge", "true", "codebook", "bridging")))
            .getMessage(),
        is("demo takes --codebook or --bridge, not both"));
  }

  private String demo(Map<String, String> options) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (PrintStream newOut = new PrintStream(shown, true, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      assertThat(DemoCommand.run(new CommandLine(List.of(), options), folder), is(ExitCode.DONE));
    } finally {
      System.setOut(out);
    }
    return shown.toString(StandardCharsets.UTF_8);
  }
}
