package org.postlabel.importing.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.importing.container.FileUnusableException;

class CsvFileTest {
  @TempDir Path folder;

  @Test
  void readsWhatSpreadsheetsWrite() throws IOException {
    Path file =
        write(
            "\uFEFFuri,\"a label\" , text\r\n"
                + "at://1,1,\"one\r\n"
                + "two, \"\"three\"\"\"\r\n\r\n"
                + "at://2,, 🫶 \r\n");

    try (CsvFile csv = CsvFile.open(file.toString())) {
      assertThat(csv.columns(), contains("uri", "a label", "text"));
    }
    assertThat(
        rows(file),
        contains(
            new CsvRow(2, List.of("at://1", "1", "one\r\ntwo, \"three\"")),
            new CsvRow(5, List.of("at://2", "", " 🫶 "))));
  }

  @Test
  void readsOtherLineEndsAndAFileWithoutTheLastOne() throws IOException {
    assertThat(
        rows(write("a,b\r1,2\r3,4")),
        contains(new CsvRow(2, List.of("1", "2")), new CsvRow(3, List.of("3", "4"))));
  }

  @Test
  void unpacksGzipByItsContent() throws IOException {
    Path file = folder.resolve("gold");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a\n1\n".getBytes(UTF_8));
    }

    assertThat(rows(file), contains(new CsvRow(2, List.of("1"))));
  }

  @Test
  void refusesTheWholeFileForOneRowThatCannotBeRead() throws IOException {
    assertThat(refusal(write("a,b\n1,2\n1,2,3\n")), is(":3: the header has 2 cells, this row 3"));
    assertThat(
        refusal(write("a,b\n1,\"2\n3,4\n")),
        is(":2: the quote that opens on line 2 never closes; nothing from line 2 on can be read"));
    assertThat(
        refusal(write("a,b\n1,\"2\"3\n")),
        is(
            ":2: the quote that opens on line 2 closes inside its cell on line 2; write a quote"
                + " twice"));
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    assertThat(refusal(write("a\né\n".getBytes(ISO_8859_1))), is(":2: is not UTF-8"));
  }

  @Test
  void readsUtf16AndSemicolons() throws IOException {
    assertThat(
        rows(write("a;b\n1;2\n".getBytes(UTF_16))), contains(new CsvRow(2, List.of("1", "2"))));
  }

  private Path write(String content) throws IOException {
    return write(content.getBytes(UTF_8));
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("gold.csv"), content);
  }

  private static List<CsvRow> rows(Path file) {
    List<CsvRow> rows = new ArrayList<>();
    try (CsvFile csv = CsvFile.open(file.toString())) {
      for (Optional<CsvRow> row = csv.next(); row.isPresent(); row = csv.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  /** The message behind the name of the file. */
  private static String refusal(Path file) {
    String message = assertThrows(FileUnusableException.class, () -> rows(file)).getMessage();
    return message.substring(file.toString().length());
  }
}
