package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.database.Database;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.DuckDb;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.LabelledPosts;

/** Texts of every kind, read back by two readers that are not ours. */
class ExportedTextsTest {
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "",
          " blanks around ",
          "NA",
          "NULL",
          "say \"hi\", she; said|\tthen",
          "two\r\nlines\nand a\rhalf",
          "backslash \\n \\\" \\",
          "🫶🏽 e\u0301 \u202Eright to left",
          "\uFEFFa mark",
          "\uFFFD replaced",
          "=1+1",
          "'quoted'",
          "1.23E+18",
          // What readers of lines, escapes and short fields stumble over.
          "ends with a backslash\\",
          "a\u2028b\u2029c\u0085d\fe",
          "\\N",
          "long " + "x".repeat(140_000),
          "\"",
          ",;\t|");
  private static final String WITH_NUL = "before\0after";

  @TempDir private Path folder;
  @AutoClose private final FreshDatabase tables = Engine.SQLITE.migrated();
  private final Database database = tables.database();

  @BeforeEach
  void fill() {
    LabelledPosts labels = new LabelledPosts(database);
    for (int i = 0; i < TEXTS.size(); i++) {
      labels.addLabel("at://%02d".formatted(i), TEXTS.get(i), 0.5);
    }
    labels.addLabel("at://99", "?", 0.5);
    tables.execute(
        "UPDATE perspective_api_labels SET text = 'before' || CHAR(0) || 'after'"
            + " WHERE uri = 'at://99'");
  }

  @ParameterizedTest
  @CsvSource({"a.parquet", "a.jsonl"})
  void areExactWhereTheFormatHasEveryCharacter(String name) {
    Path file = export(name);

    assertThat(duckDb(file), is(and(WITH_NUL)));
  }

  @Test
  void haveASignForNulInCsvSinceMostReadersEndATextThere() throws IOException {
    Path file = export("a.csv");

    assertThat(Files.readString(file).indexOf('\0'), is(-1));
    assertThat(duckDb(file).get(TEXTS.size()), is("before\u2400after"));
    assertThat(fastCsv(file, ',').get(TEXTS.size()), is("before\u2400after"));
  }

  @ParameterizedTest
  @CsvSource({"comma, ','", "semicolon, ;", "tab, '\t'", "pipe, |", ";, ;"})
  void areTheSameWithEverySeparator(String separator, char character) throws IOException {
    Path file = export("a.csv", "--rawText", "--separator=" + separator);

    assertThat(fastCsv(file, character), is(and(WITH_NUL)));
    assertThat(duckDb(file).subList(0, TEXTS.size()), is(TEXTS));
    assertThat(Files.readString(file), startsWith("\"uri\"%s\"text\"%1$s".formatted(character)));
  }

  @Test
  void areReadByExcelWithAByteOrderMark() throws IOException {
    Path file = export("a.csv", "--bom", "--separator=semicolon");
    Path plain = export("b.csv", "--separator=semicolon");

    assertThat(Files.readString(file), is("\uFEFF" + Files.readString(plain)));
    assertThat(duckDb(file), is(duckDb(plain)));
    assertThat(fastCsv(file, ';'), is(fastCsv(plain, ';')));
    assertThat(
        InThisProcess.run(List.of("export", "--bom", "--connectionURL=" + database.url())).out(),
        startsWith("\uFEFF\"uri\","));
  }

  @Test
  void areImportedAgainAsTheyWere() throws IOException {
    Path file = export("a.csv", "--rawText", "--bom", "--separator=tab");
    try (FreshDatabase again = Engine.SQLITE.empty()) {
      InThisProcess.run(again.database(), "import", file.toString()).exitedWith(ExitCode.DONE);
      assertThat(
          again.column("SELECT text FROM posts ORDER BY uri"), is(List.copyOf(and(WITH_NUL))));
    }
  }

  private static List<String> and(String last) {
    List<String> texts = new ArrayList<>(TEXTS);
    texts.add(last);
    return texts;
  }

  private Path export(String name, String... options) {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("export", file.toString()));
    command.addAll(List.of(options));
    InThisProcess.run(database, command.toArray(String[]::new)).exitedWith(ExitCode.DONE);
    return file;
  }

  private static List<Object> duckDb(Path file) {
    return DuckDb.rows("SELECT text FROM FILE ORDER BY uri", file).stream()
        .map(row -> row.get(0))
        .toList();
  }

  private static List<String> fastCsv(Path file, char separator) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .ofCsvRecord(file, UTF_8)) {
      return reader.stream().skip(1).map(record -> record.getField(1)).toList();
    }
  }
}
