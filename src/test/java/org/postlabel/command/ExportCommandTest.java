package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.testing.DuckDb;
import org.postlabel.testing.LabelledPosts;

/** Whole exports, read back by a stranger. */
class ExportCommandTest {
  /** What follows the number of labels. */
  private static final String SCALE = "calibrated probability: prob_toxic, ";

  private static final String HARD_TEXT = "=say \"hi\",\r\nthen\n\tgo 🤔 'naïve', \\n; NULL";
  private static final List<String> SCORES =
      List.copyOf(PerspectiveLabels.TABLE.attributeByColumn().keySet());

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void everyFormatHoldsTheSameRows(Database database) {
    fill(database);

    for (String name : List.of("a.csv", "a.csv.gz", "a.jsonl", "a.jsonl.gz", "a.parquet")) {
      Ended ended = export(database, name, "--rawText");

      assertThat(
          ended.out(), startsWith("3 labels exported to " + folder.resolve(name) + "\n" + SCALE));
      assertThat(ended.err(), is(""));
      assertThat(
          name,
          DuckDb.rows(
              """
              SELECT uri, text, was_successfully_labeled, reason, prob_toxic, langs, epoch_us(created_at), source,
                like_count, epoch_us(synctimestamp), epoch_us(label_timestamp), text_hash, run_id
              FROM FILE ORDER BY uri\
              """,
              folder.resolve(name)),
          is(
              List.of(
                  row(
                      "at://a",
                      HARD_TEXT,
                      true,
                      null,
                      0.1,
                      "en,de",
                      1_715_287_622_120_000L,
                      "fire\"hose",
                      -3L,
                      1_715_287_622_000_000L),
                  row("at://b", "", false, "text_empty", null, null, null, null, null, null),
                  row(
                      "at://gone",
                      "a post that is gone",
                      true,
                      null,
                      Double.MIN_VALUE,
                      null,
                      null,
                      null,
                      null,
                      null))));
    }
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void scoresAreExact(Database database) {
    Random random = new Random(1);
    List<List<Object>> stored = new ArrayList<>();
    for (int row = 0; row < 50; row++) {
      List<Double> scores =
          SCORES.stream()
              .map(column -> Math.abs(Double.longBitsToDouble(random.nextLong())))
              .map(score -> Double.isFinite(score) ? score : random.nextDouble())
              .toList();
      new LabelledPosts(database).addLabel("at://%02d".formatted(row), "?", scores);
      stored.add(List.copyOf(scores));
    }

    for (String name : List.of("a.csv", "a.jsonl", "a.parquet")) {
      export(database, name);
      assertThat(
          name,
          DuckDb.rows(
              "SELECT %s FROM FILE ORDER BY uri".formatted(String.join(", ", SCORES)),
              folder.resolve(name)),
          is(stored));
    }
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void takesLabelsOfATimeOrOfARun(Database database) {
    fill(database);
    LabelledPosts labels = new LabelledPosts(database);
    labels.execute(
        "UPDATE perspective_api_labels SET label_timestamp = ?, run_id = 'later' WHERE uri ="
            + " 'at://b'",
        labels.time("2026-02-01T00:00:00Z"));

    assertThat(uris(database, "--since=2026-01-31T12:00:01Z"), is(List.of("at://b")));
    assertThat(uris(database, "--since=2026-02-01"), is(List.of("at://b")));
    assertThat(uris(database, "--since=2026-02-01T01:00:00+01:00"), is(List.of("at://b")));
    assertThat(uris(database, "--since=2026-02-01T00:00:01Z"), is(List.of()));
    assertThat(uris(database, "--since=2026-01-31T12:00:00Z").size(), is(3));
    assertThat(uris(database, "--run=later"), is(List.of("at://b")));
    assertThat(uris(database, "--run=" + LabelledPosts.RUN), is(List.of("at://a", "at://gone")));
    assertThat(uris(database, "--since=2026-02-01", "--run=" + LabelledPosts.RUN), is(List.of()));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void writesToStandardOutputAndCountsOnTheOther(Database database) {
    fill(database);

    for (List<String> words : List.of(List.of("export"), List.of("export", "-"))) {
      Ended csv = InThisProcess.run(database, words.toArray(String[]::new));
      assertThat(csv.out().lines().findFirst().orElse(""), containsString("\"uri\",\"text\","));
      assertThat(csv.out(), containsString("\"'=say \"\"hi\"\",\r\nthen\n\tgo 🤔"));
      assertThat(csv.err(), startsWith("3 labels exported\n" + SCALE));
    }
    Ended lines = InThisProcess.run(database, "export", "--format=jsonl");
    assertThat(lines.out().lines().count(), is(3L));
    assertThat(lines.out(), containsString("{\"uri\":\"at://b\",\"text\":\"\","));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void leavesColumnsEmptyThatAStrangersPostsLack(Database database) {
    fill(database);
    LabelledPosts tables = new LabelledPosts(database);
    for (String columns :
        List.of(
            "(uri TEXT UNIQUE, text TEXT)",
            "(id TEXT UNIQUE, langs TEXT)",
            "(uri BIGINT UNIQUE, langs TEXT)",
            "(uri TEXT, langs TEXT)")) {
      tables.execute("DROP TABLE posts");
      tables.execute("CREATE TABLE posts " + columns);
      export(database, "a.parquet", "--overwrite");

      assertThat(
          columns,
          DuckDb.rows(
              "SELECT count(*), count(langs), count(source) FROM FILE",
              folder.resolve("a.parquet")),
          is(List.of(List.of(3L, 0L, 1L))));
    }
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void keepsTheOldFileAndLeavesNoPartWhenItFails(Database database) throws IOException {
    fill(database);
    new LabelledPosts(database).execute("ALTER TABLE perspective_api_labels DROP COLUMN prob_spam");
    Path old = Files.writeString(folder.resolve("a.csv"), "old");

    Ended ended = InThisProcess.run(database, "export", old.toString(), "--overwrite");

    assertThat(ended.exitCode(), is(ExitCode.USAGE.code()));
    assertThat(Files.readString(old), is("old"));
    assertThat(filesIn(folder), is(List.of(old)));
  }

  @Test
  void leavesOutTimesThatAreNoneAndSaysSo() {
    Database database = Databases.migrated().findFirst().orElseThrow();
    fill(database);
    new LabelledPosts(database).execute("UPDATE posts SET created_at = 'yesterday'");

    for (String name : List.of("a.csv", "a.jsonl", "a.parquet")) {
      assertThat(
          export(database, name).err(),
          is("created_at: 2 values are no times and were left out\n"));
      assertThat(
          DuckDb.rows("SELECT count(created_at) FROM FILE", folder.resolve(name)),
          is(List.of(List.of(0L))));
    }
  }

  @Test
  void exportsTextsThatAreNotUnicode() {
    Database database = Databases.migrated().findFirst().orElseThrow();
    new LabelledPosts(database).addLabel("at://a", "?", 0.5);
    new LabelledPosts(database)
        .execute("UPDATE perspective_api_labels SET text = CAST(x'61EDA08062' AS TEXT)");

    for (String name : List.of("a.csv", "a.jsonl", "a.parquet")) {
      export(database, name);
      assertThat(
          DuckDb.rows("SELECT text[1] || text[-1] FROM FILE", folder.resolve(name)),
          is(List.of(List.of("ab"))));
    }
  }

  @Test
  void replacesAFileOnlyWhenToldTo() throws IOException {
    Database database = Databases.migrated().findFirst().orElseThrow();
    Path file = Files.writeString(folder.resolve("a.csv"), "old");

    Ended refused = InThisProcess.run(database, "export", file.toString());
    assertThat(refused.exitCode(), is(ExitCode.USAGE.code()));
    assertThat(
        refused.err(), is("postlabel: " + file + " exists already; --overwrite replaces it\n"));
    assertThat(Files.readString(file), is("old"));

    export(database, "a.csv", "--overwrite");
    assertThat(Files.readString(file).startsWith("\"uri\",\"text\""), is(true));
    assertThat(filesIn(folder), is(List.of(file)));
  }

  /** What all rows have in common stands at the end. */
  private static List<Object> row(Object... values) {
    List<Object> row = new ArrayList<>(Arrays.asList(values));
    row.addAll(List.of(1_769_860_800_000_000L, "hash", LabelledPosts.RUN));
    return row;
  }

  /** A labelled post, a failed one, and a label whose post is gone. */
  private static void fill(Database database) {
    LabelledPosts labels = new LabelledPosts(database);
    labels.addPost("at://a", HARD_TEXT);
    labels.addPost("at://b", "");
    labels.execute(
        """
        INSERT INTO record_classification_metadata (uri, text, synctimestamp, source, like_count)
        VALUES ('at://a', '?', ?, 'fire"hose', -3)\
        """,
        database.dialect().timestamp("2024-05-09-20:47:02"));
    labels.execute(
        """
        UPDATE posts SET langs = 'en,de', created_at = ?
        WHERE uri = 'at://a'\
        """,
        database.dialect().timestamp("2024-05-09T22:47:02.12+02:00"));
    labels.addLabel("at://a", HARD_TEXT, 0.1);
    labels.addFailure("at://b", "", "text_empty", "hash");
    labels.addLabel("at://gone", "a post that is gone", Double.MIN_VALUE);
  }

  private List<Object> uris(Database database, String... options) {
    export(
        database,
        "some.parquet",
        Stream.concat(Stream.of("--overwrite"), Stream.of(options)).toArray(String[]::new));
    return DuckDb.rows("SELECT uri FROM FILE ORDER BY uri", folder.resolve("some.parquet")).stream()
        .map(row -> row.get(0))
        .toList();
  }

  private Ended export(Database database, String name, String... options) {
    List<String> command = new ArrayList<>(List.of("export", folder.resolve(name).toString()));
    command.addAll(List.of(options));
    return InThisProcess.run(database, command.toArray(String[]::new)).exitedWith(ExitCode.DONE);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
