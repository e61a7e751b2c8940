package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

class FailFastTest {
  /** Half of what a patient caller waits for a server. */
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void doesNotWaitForAServerThatIsUnavailable() throws Exception {
    Database nobody = new Database("jdbc:postgresql://127.0.0.1:1/none");
    nobody.failFast();

    SQLException error =
        soon(() -> assertThrows(SQLException.class, () -> nobody.connect().close()));

    assertThat(Outage.isBehind(error), is(true));
    soon(
        () -> {
          nobody.closePool();
          return null;
        });
  }

  @Test
  void doesNotWaitForALockedFile() throws Exception {
    try (FreshDatabase tables = Engine.SQLITE.migrated();
        Connection other = DriverManager.getConnection(tables.database().url());
        Statement statement = other.createStatement()) {
      tables.execute("DELETE FROM quota");
      tables.database().failFast();
      statement.execute("BEGIN IMMEDIATE");

      JdbiException error =
          soon(() -> assertThrows(JdbiException.class, () -> tables.execute("DELETE FROM quota")));

      assertThat(Outage.isBehind(error), is(true));
    }
  }

  @Test
  void usesADatabaseThatIsAvailableAsBefore() {
    try (FreshDatabase tables = Engine.POSTGRESQL.empty()) {
      tables.database().failFast();

      assertThat(tables.column("SELECT 1"), is(List.of(1L)));
    }
  }

  private static <T> T soon(Callable<T> work) throws Exception {
    long start = System.nanoTime();
    T result = work.call();
    assertThat(Duration.ofNanos(System.nanoTime() - start), lessThan(SOON));
    return result;
  }
}
