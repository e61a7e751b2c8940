package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;

/** Standard input of which no post can come: nothing is made, as for a file. */
class EmptyInputTest {
  @TempDir private Path folder;

  static Stream<byte[]> useless() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    new GZIPOutputStream(gzip).close();
    return Stream.of(
        new byte[0],
        "\n \r\n".getBytes(UTF_8),
        "\uFEFF".getBytes(UTF_8),
        gzip.toByteArray(),
        "PK\3\4 a zip".getBytes(UTF_8),
        "id,body\n1,a\n".getBytes(UTF_8),
        "{\"id\":1,\"body\":\"a\"}\n".getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("useless")
  void makesNoDatabase(byte[] input) {
    Path file = folder.resolve("new.db");

    RuntimeException refused =
        assertThrows(
            RuntimeException.class,
            () ->
                ImportCommand.run(
                    new Database("jdbc:sqlite:" + file),
                    List.of("-"),
                    new ByteArrayInputStream(input)));

    assertThat(refused.getMessage(), startsWith("stdin "));
    assertThat(Files.exists(file), is(false));
  }

  @ParameterizedTest
  @MethodSource("useless")
  void makesNoDatabaseOfANamedPipe(byte[] input) throws Exception {
    Path file = folder.resolve("new.db");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(), is(0));
    Thread writer = new Thread(() -> write(pipe, input));
    writer.start();

    RuntimeException refused =
        assertThrows(
            RuntimeException.class,
            () ->
                ImportCommand.run(
                    new Database("jdbc:sqlite:" + file),
                    List.of(pipe.toString()),
                    InputStream.nullInputStream()));
    writer.join();

    assertThat(refused.getMessage(), startsWith(pipe + " "));
    assertThat(Files.exists(file), is(false));
  }

  private static void write(Path pipe, byte[] input) {
    try (OutputStream out = new FileOutputStream(pipe.toFile())) {
      out.write(input);
    } catch (IOException readerHasClosed) {
      // It had seen enough.
    }
  }

  @Test
  void losesNothingThatWasLookedAt() {
    StringBuilder rows = new StringBuilder("uri,text\n");
    for (int i = 0; i < 5_000; i++) {
      rows.append(i).append(",text ").append("x".repeat(i % 300)).append('\n');
    }
    Database database = new Database("jdbc:sqlite:" + folder.resolve("new.db"));

    long added =
        ImportCommand.run(
                database, List.of("-"), new ByteArrayInputStream(rows.toString().getBytes(UTF_8)))
            .added();
    database.closePool();

    assertThat(added, is(5_000L));
  }
}
