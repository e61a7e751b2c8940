package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {
  private static final String INSERT = "INSERT INTO posts (uri, text) VALUES ('a', 'b')";

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void doesNotSeeWhatOthersWriteMeanwhile(Database database) throws Exception {
    try (Snapshot snapshot = Snapshot.of(database)) {
      assertThat(posts(snapshot), is(0L));
      database.jdbi().useHandle(handle -> handle.execute(INSERT));

      assertThat(posts(snapshot), is(0L));
    }
    try (Snapshot later = Snapshot.of(database)) {
      assertThat(posts(later), is(1L));
    }
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void cannotWrite(Database database) throws Exception {
    try (Snapshot snapshot = Snapshot.of(database)) {
      assertThrows(JdbiException.class, () -> snapshot.handle().execute(INSERT));
    }
    database.jdbi().useHandle(handle -> handle.execute(INSERT));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void knowsTheColumnsOfATable(Database database) throws Exception {
    try (Snapshot snapshot = Snapshot.of(database)) {
      assertThat(snapshot.columns("posts"), hasItems("uri", "text", "source"));
      assertThat(snapshot.columns("nothing"), is(Set.of()));
    }
  }

  @Test
  void makesNoFile(@TempDir Path folder) {
    Path file = folder.resolve("none.db");

    assertThat(
        assertThrows(
                DatabaseUnusableException.class,
                () -> Snapshot.of(new Database("jdbc:sqlite:" + file)))
            .getMessage(),
        containsString(file.toString()));
    assertThat(Files.exists(file), is(not(true)));
  }

  private static long posts(Snapshot snapshot) {
    return snapshot.handle().select("SELECT COUNT(*) FROM posts").mapTo(Long.class).one();
  }
}
