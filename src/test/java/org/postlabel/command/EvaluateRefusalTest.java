package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** Evaluations that are wrong: one line that says so, and nothing is written. */
class EvaluateRefusalTest {
  private static final Map<String, String> FILES =
      Map.of(
          "gold.csv", "uri,label\nat://a,1\n",
          "empty.csv", "",
          "header.csv", "uri,label\n",
          "keyless.csv", "id,label\n1,1\n",
          "twice.csv", "uri,label,label\n1,1,1\n",
          "torn.csv", "uri,label\nat://a,1\nat://b\n",
          "quote.csv", "uri,label\nat://a,\"1\n",
          "gold.jsonl", "{}");

  @TempDir Path folder;

  @BeforeEach
  void makeADatabase() throws IOException {
    Database database = new Database("jdbc:sqlite:" + folder.resolve("postlabel.db"));
    Migrations.migrate(database);
    database.closePool();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.createDirectory(folder.resolve("folder"));
    Files.write(
        folder.resolve("broken.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | evaluate takes one gold file, as in ./pipeline evaluate gold.csv, was []",
        "a.csv b.csv | evaluate takes one gold file, as in ./pipeline evaluate gold.csv, was"
            + " [a.csv",
        "FOLDER/none.csv | FOLDER/none.csv does not exist; check the name",
        "FOLDER/folder | FOLDER/folder is a folder; name a file in it",
        "FOLDER/empty.csv | FOLDER/empty.csv is empty; its first line must name the columns",
        "FOLDER/header.csv | FOLDER/header.csv has no rows below its header",
        "FOLDER/keyless.csv | FOLDER/keyless.csv must have a column uri or text in its",
        "FOLDER/twice.csv | the gold file has the column label twice",
        "FOLDER/torn.csv | FOLDER/torn.csv:3: the header has 2 cells, this row 1",
        "FOLDER/quote.csv | FOLDER/quote.csv:2: the quote that opens on line 2 never closes",
        "FOLDER/gold.jsonl | FOLDER/gold.jsonl is JSON; it must be CSV with a header",
        "FOLDER/broken.csv.gz | FOLDER/broken.csv.gz cannot be read (",
        "FOLDER/gold.csv --goldColumn=toxic | --goldColumn must be a column in the header of"
            + " FOLDER/gold.csv, was toxic",
        "FOLDER/gold.csv --column=text | --column must be a column of perspective_api_labels:"
            + " prob_toxic, prob_severe_toxic, prob_identity_attack, prob_insult,",
        "FOLDER/gold.csv --column= | --column must be a column of perspective_api_labels:",
        "FOLDER/gold.csv --scorer=oracle | --scorer must be classifier or length or llm or"
            + " moderation or perspective or sociopolitical, was oracle",
        "FOLDER/gold.csv --scorer=sociopolitical | --column must be a column of"
            + " sociopolitical_labels: llm_model_name, is_sociopolitical, political_ideology_label;"
            + " was prob_toxic",
        "FOLDER/gold.csv --threshold=NaN | --threshold must be a number, was NaN",
        "FOLDER/gold.csv --threshold=high | --threshold does not take the value 'high'",
        "FOLDER/gold.csv --resamples=5 | --resamples must be 100..10000, was 5",
        "FOLDER/gold.csv --run=none | --run must be all or the id of a run of jdbc:sqlite:FOLDER",
        "FOLDER/gold.csv --format=pdf | --format must be text, json or html, was pdf",
        "FOLDER/gold.csv --output=FOLDER/folder | --output must be a file or -, was FOLDER/folder",
        "FOLDER/gold.csv --output=FOLDER/gold.csv | --output must not be a file that",
        "FOLDER/gold.csv --output=FOLDER/postlabel.db | --output must not be a file",
        "FOLDER/gold.csv --connectionURL=jdbc:sqlite:FOLDER/no.db | there is no database jdbc:",
        "FOLDER/gold.csv | no row of FOLDER/gold.csv can be compared: 1 without a label (line 2)"
      })
  void isOneLineAndChangesNothing(String command, String message) throws IOException {
    Map<Path, Long> before = files();

    Ended ended =
        InThisProcess.run(
            Stream.of(
                    ("evaluate --connectionURL=jdbc:sqlite:FOLDER/postlabel.db --column=prob_toxic "
                            + command)
                        .replace("FOLDER", folder.toString())
                        .split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList());

    assertThat(ended.toString(), ended.exitCode(), is(ExitCode.USAGE.code()));
    assertThat(
        ended.err(), startsWith("postlabel: " + message.replace("FOLDER", folder.toString())));
    assertThat(ended.err().lines().count(), is(1L));
    assertThat(ended.out(), is(""));
    assertThat(files(), is(before));
  }

  @Test
  void namesTheColumnsWhenNoneIsGiven() {
    Ended ended =
        InThisProcess.run(
            List.of(
                "evaluate",
                folder.resolve("gold.csv").toString(),
                "--connectionURL=jdbc:sqlite:" + folder.resolve("postlabel.db")));

    assertThat(ended.exitCode(), is(ExitCode.USAGE.code()));
    assertThat(ended.err(), startsWith("postlabel: --column must be a column of perspective_api"));
    assertThat(ended.err().strip().endsWith("prob_spam; was not given"), is(true));
  }

  @Test
  void refusesMoreRowsThanFitIntoMemory() throws IOException {
    Path many = folder.resolve("many.csv");
    Files.writeString(many, "uri,label\n" + "a,1\n".repeat(500_001));

    Ended ended =
        InThisProcess.run(
            List.of(
                "evaluate",
                many.toString(),
                "--connectionURL=jdbc:sqlite:" + folder.resolve("postlabel.db")));

    assertThat(ended.exitCode(), is(ExitCode.USAGE.code()));
    assertThat(
        ended.err(),
        is("postlabel: " + many + " has more than 500,000 rows; compare a sample of them\n"));
  }

  private Map<Path, Long> files() throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> !f.toString().matches(".*-(wal|shm)")).toList()) {
        sizes.put(file, Files.isDirectory(file) ? 0 : Files.size(file));
      }
    }
    return sizes;
  }
}
