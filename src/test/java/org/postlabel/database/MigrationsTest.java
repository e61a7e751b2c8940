package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class MigrationsTest {
  private static final List<String> TABLES =
      List.of(
          "posts",
          "record_classification_metadata",
          "perspective_api_labels",
          "ledger",
          "quota",
          "quota_tokens",
          "runs",
          "run_posts");

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.empty();
  }

  @Test
  void makeEveryTableOfAnEmptyDatabase() {
    Migrations.migrate(tables.database());

    for (String table : TABLES) {
      assertThat(table, tables.column("SELECT COUNT(*) FROM " + table), is(List.of(0L)));
    }
  }

  @Test
  void changeNothingTheSecondTime() {
    Migrations.migrate(tables.database());
    tables.addPost("at://1", "Text", "2026-01-02-03:04:05");

    Migrations.migrate(tables.database());

    assertThat(
        tables.rows("SELECT uri, text, synctimestamp FROM posts"),
        is(List.of(List.of("at://1", "Text", tables.dialect().timestamp("2026-01-02-03:04:05")))));
  }

  @Test
  void addWhatWasWrittenEarlierAndLandedLater() {
    Migrations.migrate(tables.database());
    tables.execute("DROP TABLE quota_tokens");
    tables.execute("DELETE FROM postlabel_schema_history WHERE version = '15'");

    Migrations.migrate(tables.database());

    assertThat(tables.column("SELECT COUNT(*) FROM quota_tokens"), is(List.of(0L)));
  }

  @Test
  void areMadeWhileAnotherProcessWrites() throws Exception {
    tables.execute("CREATE TABLE others (number BIGINT)");
    AtomicBoolean isDone = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (!isDone.get()) {
                tables.execute("INSERT INTO others VALUES (1)");
              }
            });
    other.start();
    try {
      Migrations.migrate(tables.database());
    } finally {
      isDone.set(true);
      other.join();
    }

    assertThat(tables.column("SELECT COUNT(*) FROM run_posts"), is(List.of(0L)));
  }

  @Test
  void keepWhatALedgerOfSingleJudgementsHolds() {
    Migrations.migrate(tables.database());
    goBackToSingleJudgements();
    tables.execute(
        """
        INSERT INTO ledger (scorer_id, text_hash, scores, answered_at, run_id, model, prompt_tokens)
        VALUES ('s', 'h', '{"a":1}', ?, 'r', 'm', 7)\
        """,
        tables.dialect().timestamp("2026-01-02-03:04:05"));

    Migrations.migrate(tables.database());

    assertThat(
        tables.rows(
            """
            SELECT scorer_id, text_hash, judgement, scores, answered_at, run_id, model, prompt_tokens
            FROM ledger\
            """),
        is(
            List.of(
                List.of(
                    "s",
                    "h",
                    1L,
                    "{\"a\":1}",
                    tables.dialect().timestamp("2026-01-02-03:04:05"),
                    "r",
                    "m",
                    7L))));
    tables.execute(
        """
        INSERT INTO ledger (scorer_id, text_hash, judgement, scores, answered_at, run_id)
        VALUES ('s', 'h', 2, '{"a":0}', ?, 'r')\
        """,
        tables.dialect().timestamp("2026-01-02-03:04:06"));
    assertThat(tables.column("SELECT COUNT(*) FROM view_of_the_user"), is(List.of(2L)));
  }

  /** A database that later scripts were run on already. */
  private void goBackToSingleJudgements() {
    tables.execute("DELETE FROM postlabel_schema_history WHERE version = '18'");
    tables.execute("DROP TABLE ledger");
    tables.execute(
        """
        CREATE TABLE ledger (
          scorer_id TEXT NOT NULL,
          text_hash TEXT NOT NULL,
          scores TEXT,
          reason TEXT,
          answered_at %s NOT NULL,
          run_id TEXT NOT NULL,
          model TEXT, prompt_hash TEXT, prompt_tokens BIGINT, completion_tokens BIGINT,
          PRIMARY KEY (scorer_id, text_hash)
        )\
        """
            .formatted(tables.dialect().placeholders().get("timestamp")));
    tables.execute("CREATE VIEW view_of_the_user AS SELECT text_hash FROM ledger");
  }

  @Test
  void leavePostsOfAnotherToolAsTheyAre() {
    tables.execute("CREATE TABLE posts (uri TEXT PRIMARY KEY, mood TEXT, text TEXT)");
    tables.execute("INSERT INTO posts VALUES ('at://1', 'sunny', 'Text')");

    Migrations.migrate(whereThePostsAre());

    assertThat(tables.rows("SELECT * FROM posts"), is(List.of(List.of("at://1", "sunny", "Text"))));
    assertThat(tables.column("SELECT COUNT(*) FROM ledger"), is(List.of(0L)));
  }

  private Database whereThePostsAre() {
    Database database = tables.database();
    return engine == Engine.SQLITE
        ? database
        : new Database(
            database.url(), database.usernameOrNull(), database.passwordFileOrNull(), "public");
  }
}
