package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OurTablesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void areFoundWhereARunMadeThem(Database database) {
    OurTables.require(database, "perspective_api_labels");
  }

  @Test
  void areNotMadeWhereThereIsNoFile() {
    Path file = folder.resolve("none.db");

    assertThat(
        refusal(new Database("jdbc:sqlite:" + file)),
        is(
            "there is no database jdbc:sqlite:%s; name another with --connectionURL, or import posts"
                    .formatted(file)
                + " first"));
    assertThat(Files.exists(file), is(false));
  }

  @Test
  void areMissedInAStrangersFileWhichStaysAsItIs() throws Exception {
    Path file = folder.resolve("foreign.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE posts (uri TEXT, text TEXT)");
    }
    byte[] before = Files.readAllBytes(file);

    assertThat(
        refusal(new Database("jdbc:sqlite:" + file)),
        containsString("has no table ledger and no table perspective_api_labels"));
    assertThat(Files.readAllBytes(file), is(before));
    assertThat(folder.toFile().list(), is(new String[] {"foreign.db"}));
  }

  @Test
  void areMissedInAFileThatIsNoDatabase() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.db"), "no database at all ".repeat(100));

    assertThat(refusal(new Database("jdbc:sqlite:" + file)), containsString("not a database"));
  }

  @Test
  void areMissedInAServersEmptyDatabaseAndInASchemaThatIsNotThere() {
    Database database = Databases.postgresql();
    assertThat(refusal(database), containsString("has no table ledger"));

    Migrations.migrate(database);
    OurTables.require(database, "perspective_api_labels");
    Database elsewhere = new Database(database.url(), database.usernameOrNull(), null, "elsewhere");
    assertThat(refusal(elsewhere), containsString("has no table ledger"));
  }

  private static String refusal(Database database) {
    return assertThrows(
            DatabaseUnusableException.class,
            () -> OurTables.require(database, "perspective_api_labels"))
        .getMessage();
  }
}
