package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** Exports that are wrong: one line that says so, and nothing is written. */
class ExportRefusalTest {
  @TempDir Path folder;

  @BeforeEach
  void makeADatabase() throws IOException {
    Migrations.migrate(new Database("jdbc:sqlite:" + folder.resolve("postlabel.db")));
    Files.createDirectory(folder.resolve("old.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv b.csv | export takes one file, was [a.csv, b.csv]",
        "a.txt | the name a.txt has no known ending; give --format=csv, jsonl or parquet",
        "a.csv --format=xml | --format must be csv, jsonl or parquet, was xml",
        "--format=parquet | --format=parquet needs a file: ./pipeline export labels.parquet",
        "a.parquet.gz | Parquet is compressed already; leave out .gz, was a.parquet.gz",
        "a.jsonl --bom | --bom and --separator are for CSV; leave them out with --format=jsonl",
        "a.parquet --separator=tab | --bom and --separator are for CSV; leave them out with",
        "a.csv --separator=tabs | --separator must be comma, semicolon, tab, pipe or one ASCII",
        "a.csv --separator=. | --separator must be no character of numbers, was .",
        "a.csv --since=soon | --since must be a UTC time such as 2026-01-31T12:00:00Z, or a day",
        "a.csv --since=+12026-01-31 | --since must be a UTC time such as",
        "a.csv --run=none | --run must be the id of a run of jdbc:sqlite:FOLDER/postlabel.db, was"
            + " none",
        "FOLDER/old.csv | FOLDER/old.csv is a folder; name a file in it",
        "FOLDER/none/a.csv | cannot write FOLDER/none/a.csv: its directory must exist and be"
            + " writable",
        "/dev/null --format=csv --overwrite | /dev/null is not a regular file; export to -",
        "FOLDER/postlabel.db --format=csv --overwrite | FOLDER/postlabel.db is the database itself",
        "a.csv --connectionURL=jdbc:sqlite:FOLDER/none.db | there is no database jdbc:sqlite:",
        "a.csv --sinse=2026 | unknown option --sinse; did you mean --since?"
      })
  void isOneLineAndChangesNothing(String command, String message) throws IOException {
    List<Path> before = files();

    Ended ended =
        InThisProcess.run(
                Stream.of(
                        ("export --connectionURL=jdbc:sqlite:FOLDER/postlabel.db " + command)
                            .replace("FOLDER", folder.toString())
                            .split(" "))
                    .toList())
            .exitedWith(ExitCode.USAGE);
    assertThat(
        ended.err(), startsWith("postlabel: " + message.replace("FOLDER", folder.toString())));
    assertThat(ended.err().lines().count(), is(1L));
    assertThat(ended.out(), is(""));
    assertThat(files(), is(before));
    assertThat(Files.exists(Path.of("a.csv")), is(false));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().matches(".*-(wal|shm)")).sorted().toList();
    }
  }
}
