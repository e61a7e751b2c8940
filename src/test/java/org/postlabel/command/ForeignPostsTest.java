package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

/** Whole runs over posts that are not in our table. */
class ForeignPostsTest {
  private static final String COLUMNS =
      "--postColumns=uri=post_id,text=body,synctimestamp=seen_at,like_count=likes";
  private static final List<String> LABELS =
      List.of(
          "-7 text_too_short",
          "2 scores",
          "40 text_too_short",
          "41 scores",
          "9007199254740993 scores");

  @TempDir private Path folder;
  private Path key;
  @AutoClose private Emulator emulator;

  static Stream<Database> databases() {
    return Stream.of(Databases.sqlite(), Databases.postgresql());
  }

  @BeforeEach
  void startProvider() throws Exception {
    key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    emulator = Emulator.start(EmulatorSetup.PLAIN.config());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void areLabelledInATableOfOtherNamesAndTypes(Database database) {
    String table = "--postsTable=" + theirTable(database);

    run(ExitCode.INCOMPLETE, database, table, COLUMNS);

    assertThat(labels(database), is(LABELS));
    assertThat(emulator.stats().arrived().calls(), is(2L));
    assertThat(
        texts(
            database,
            "SELECT text || ' ' || like_count FROM record_classification_metadata"
                + " WHERE uri = '9007199254740993' AND synctimestamp IS NOT NULL"),
        is(List.of("a lovely garden 3")));
    assertThat(texts(database, "SELECT uri FROM run_posts"), is(List.of()));
    assertThat(texts(database, "SELECT uri FROM posts"), is(List.of()));

    run(ExitCode.DONE, database, table, COLUMNS);
    assertThat(emulator.stats().arrived().calls(), is(2L));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void areLabelledInAView(Database database) {
    String table = theirTable(database);
    execute(
        database,
        "CREATE VIEW seen AS SELECT post_id AS uri, body AS text FROM "
            + table
            + " WHERE likes IS NOT NULL");

    run(ExitCode.DONE, database, "--postsTable=seen");

    assertThat(labels(database), is(List.of("2 scores", "41 scores", "9007199254740993 scores")));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void areLabelledInAQueryTheOldestFirst(Database database) {
    String query =
        """
        --postsQuery=WITH spoken AS (SELECT * FROM %s WHERE body IS NOT NULL)
        SELECT 'n' || MIN(post_id) AS uri, body AS "Text", MIN(seen_at) AS synctimestamp -- once each
        FROM spoken GROUP BY body\
        """
            .formatted(theirTable(database));

    run(ExitCode.INCOMPLETE, database, query, "--limit=2");

    assertThat(labels(database), is(List.of("n-7 text_too_short", "n2 scores")));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void arePlannedAndSampledAsOursAre(Database database) {
    String query =
        "--postsQuery=SELECT post_id AS uri, body AS text FROM "
            + theirTable(database)
            + " WHERE body <> ':none' -- <body> :none";
    String[] options = {query, "--sample=3", "--seed=4", "--minTextLength=1", "--format=json"};

    String plan = command("plan", ExitCode.DONE, database, options).out();
    assertThat(plan, containsString("\"posts\" : 4,"));
    assertThat(plan, containsString("\"toLabel\" : 3,"));
    assertThat(tables(database).contains("runs"), is(false));
    run(ExitCode.DONE, database, Arrays.copyOf(options, 4));

    assertThat(labels(database).size(), is(3));
    assertThat(plan, containsString("\"calls\" : " + emulator.stats().arrived().calls() + ","));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void areLabelledInATableThatHasTheNameOfOurs(Database database) {
    execute(database, "CREATE TABLE posts (post_id INTEGER, body TEXT)");
    execute(database, "INSERT INTO posts VALUES (1, 'a lovely garden')");

    run(ExitCode.DONE, database, "--postsTable=posts", "--postColumns=uri=post_id,text=body");

    assertThat(labels(database), is(List.of("1 scores")));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void areRefusedInOneLineAndNothingIsWritten(Database database) {
    String table = theirTable(database);
    execute(database, "INSERT INTO " + table + " VALUES (2, 'a second one', NULL, NULL)");
    List<String> tables = tables(database);

    for (List<String> wrong :
        List.of(
            List.of("--postsTable=" + table, COLUMNS, "has duplicate uris: 1, such as 2"),
            List.of("--postsTable=" + table, "has no column uri for our uri; it has post_id"),
            List.of("--postsTable=no.such", COLUMNS, "--postsTable=no.such cannot be read: "),
            List.of("--postsQuery=SELECT FROM WHERE", "--postsQuery cannot be read: "),
            List.of("--postsQuery=SELECT 1; SELECT 2", "has no semicolon"),
            List.of(COLUMNS, "--postColumns needs --postsTable or --postsQuery"))) {
      int last = wrong.size() - 1;
      Ended ended = run(ExitCode.USAGE, database, wrong.subList(0, last).toArray(String[]::new));
      assertThat(ended.err(), containsString(wrong.get(last)));
      assertThat(ended.err().lines().count(), is(1L));
      assertThat(ended.out(), is(""));
    }

    assertThat(tables(database), is(tables));
    assertThat(emulator.stats().arrived().calls(), is(0L));
  }

  @Test
  void areRefusedWithoutMakingAFile() {
    Path file = folder.resolve("new.db");

    run(ExitCode.USAGE, new Database("jdbc:sqlite:" + file), "--postsTable=found");

    assertThat(Files.exists(file), is(false));
  }

  /** Keys are numbers, skewed, one too large for a double; one text is twice there, one missing. */
  private static String theirTable(Database database) {
    String table = "main.bluesky_posts";
    if (database.file().isEmpty()) {
      table = "research.bluesky_posts";
      execute(database, "CREATE SCHEMA research");
    }
    execute(
        database,
        "CREATE TABLE " + table + " (post_id BIGINT, body TEXT, seen_at TIMESTAMP, likes TEXT)");
    execute(
        database,
        """
        INSERT INTO %s VALUES
          (9007199254740993, 'a lovely garden', '2024-05-09 20:47:02', '3'),
          (2, 'a lovely garden', '2024-05-09 20:47:01', '1'),
          (-7, 'short', '2024-05-08 20:47:02', NULL),
          (40, NULL, NULL, NULL),
          (41, 'you stupid idiot 🤔', NULL, '7')\
        """
            .formatted(table));
    return table;
  }

  private Ended run(ExitCode expected, Database database, String... options) {
    return command("run", expected, database, options);
  }

  private Ended command(String command, ExitCode expected, Database database, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(InThisProcess.optionsOf(database));
    arguments.addAll(
        List.of(
            "--endpoint=" + emulator.endpoint(),
            "--apiKeyFile=" + key,
            "--queriesPerSecond=0",
            "--canaries=off",
            "--report=" + folder.resolve("report.html")));
    arguments.addAll(List.of(options));
    Ended ended = InThisProcess.run(arguments).exitedWith(expected);
    assertThat(ended.err(), not(containsString("no report")));
    return ended;
  }

  private static List<String> labels(Database database) {
    return texts(
        database,
        "SELECT uri || ' ' || COALESCE(reason, CASE WHEN prob_toxic IS NOT NULL THEN 'scores' END)"
            + " FROM perspective_api_labels ORDER BY uri");
  }

  private static List<String> tables(Database database) {
    return texts(
        database,
        database.file().isPresent()
            ? "SELECT name FROM sqlite_master ORDER BY name"
            : "SELECT CAST(relname AS TEXT) FROM pg_class ORDER BY relname");
  }

  private static List<String> texts(Database database, String sql) {
    List<String> texts =
        database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    return texts.stream().sorted().toList();
  }

  private static void execute(Database database, String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
