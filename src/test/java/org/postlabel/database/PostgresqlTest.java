package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** What only a server has: schemas, passwords, and not being there. */
class PostgresqlTest {
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  private Database database;

  @BeforeEach
  void setUp() {
    tables = Engine.POSTGRESQL.empty();
    database = tables.database();
  }

  @Test
  void keepsOurTablesInTheSchemaThatIsNamed() {
    Database inSchema =
        new Database(
            database.url(), database.usernameOrNull(), database.passwordFileOrNull(), "labels");

    Migrations.migrate(inSchema);
    inSchema.jdbi().useHandle(handle -> handle.execute("INSERT INTO quota VALUES ('q', 0)"));
    inSchema.closePool();

    assertThat(tables.column("SELECT name FROM labels.quota"), is(List.of("q")));
    assertThat(
        tables.column("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"),
        is(List.of(0L)));
  }

  @Test
  void continuesASchemaThatIsHalfMadeAndTouchesNoOther() {
    Database inSchema =
        new Database(
            database.url(), database.usernameOrNull(), database.passwordFileOrNull(), "labels");
    for (String half :
        List.of(
            "CREATE SCHEMA labels",
            "CREATE SCHEMA labels; CREATE TABLE labels.notes (id INT)",
            "CREATE SCHEMA labels; CREATE TABLE labels.posts (uri TEXT UNIQUE, text TEXT)",
            "DROP TABLE labels.perspective_api_labels, labels.sociopolitical_labels")) {
      if (half.startsWith("CREATE")) {
        tables.execute("DROP SCHEMA IF EXISTS labels CASCADE");
      }
      tables.database().jdbi().useHandle(handle -> handle.createScript(half).execute());

      Migrations.migrate(inSchema);
      LabelTables.create(inSchema, PerspectiveLabels.TABLE);
      inSchema.closePool();

      assertThat(
          half,
          tables.column(
              "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'labels'"
                  + " AND tablename IN ('ledger', 'run_posts', 'perspective_api_labels')"),
          is(List.of(3L)));
      assertThat(
          half,
          tables.column("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"),
          is(List.of(0L)));
    }
  }

  @Test
  void makesNothingInPublicWhereTheSchemaMayNotBeUsed() {
    Migrations.migrate(
        new Database(
            database.url(), database.usernameOrNull(), database.passwordFileOrNull(), "labels"));
    tables.execute("DROP TABLE labels.perspective_api_labels");
    tables.execute("REVOKE ALL ON SCHEMA labels FROM CURRENT_USER");
    Database inSchema =
        new Database(
            database.url(), database.usernameOrNull(), database.passwordFileOrNull(), "labels");
    inSchema.closePool();

    assertThrows(DatabaseUnusableException.class, () -> Migrations.migrate(inSchema));
    assertThrows(
        DatabaseUnusableException.class,
        () -> LabelTables.create(inSchema, PerspectiveLabels.TABLE));
    inSchema.closePool();

    assertThat(
        tables.column("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"),
        is(List.of(0L)));
  }

  @Test
  void endsATransactionWhoseClientSaysNothingMore() throws Exception {
    Migrations.migrate(database);
    try (Handle suspended = database.jdbi().open()) {
      suspended.begin();
      database.dialect().endWhenIdle(suspended);
      suspended.execute("INSERT INTO quota VALUES ('q', 1)");

      database
          .jdbi()
          .useHandle(
              other -> {
                other.execute("SET statement_timeout = '30s'");
                other.execute("INSERT INTO quota VALUES ('q', 2)");
              });

      RuntimeException lost = assertThrows(RuntimeException.class, suspended::commit);
      assertThat(lost.toString(), Outage.isBehind(lost), is(true));
    }
    assertThat(
        database
            .jdbi()
            .withHandle(h -> h.select("SELECT next_at_micros FROM quota").mapTo(Long.class).one()),
        is(2L));
  }

  @Test
  void saysThatThePasswordIsWrongAndNotWhatItWas() throws Exception {
    Path file = Files.writeString(folder.resolve("password.txt"), "the-wrong-one");
    String refusal =
        refusal(new Database(database.url(), database.usernameOrNull(), file.toString(), null));

    assertThat(refusal, containsString("password authentication failed"));
    assertThat(refusal, not(containsString("the-wrong-one")));
  }

  @Test
  void saysThatNoServerIsThere() {
    assertThat(
        refusal(new Database("jdbc:postgresql://127.0.0.1:1/none")),
        startsWith(
            "cannot open the database jdbc:postgresql://127.0.0.1:1/none: Connection to"
                + " 127.0.0.1:1 refused."));
  }

  private static String refusal(Database unusable) {
    String message =
        assertThrows(DatabaseUnusableException.class, () -> Migrations.migrate(unusable))
            .getMessage();
    assertThat(message.lines().count(), is(1L));
    return message;
  }
}
