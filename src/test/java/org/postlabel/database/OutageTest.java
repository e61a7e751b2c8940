package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** On PostgreSQL, since a SQLite file never loses a connection. */
class OutageTest {
  @AutoClose private FreshDatabase tables;
  private final AtomicInteger attempts = new AtomicInteger();

  @BeforeEach
  void setUp() {
    tables = Engine.POSTGRESQL.empty();
  }

  @Test
  void isOutlastedByWorkThatLostItsConnection() throws InterruptedException {
    assertThat(outlast(() -> attempts.get() < 3 ? cutOff() : "done"), is("done"));
    assertThat(attempts.get(), is(3));
  }

  @Test
  void isTakenForTheWorksOwnFaultInTheEnd() {
    JdbiException error = assertThrows(JdbiException.class, () -> outlast(this::cutOff));

    assertThat(Outage.isBehind(error), is(true));
    assertThat(
        Outage.message(error), startsWith("the database cannot be used now (FATAL: terminating"));
    assertThat(attempts.get(), is(5));
  }

  @Test
  void isWhatKeptTheDatabaseFromBeingReachedAtLast() {
    Database gone = new Database("jdbc:postgresql://127.0.0.1:1/none");
    gone.failFast();
    try {
      RuntimeException error =
          assertThrows(
              RuntimeException.class,
              () ->
                  Outage.outlast(
                      gone,
                      () -> {
                        throw new IllegalStateException(new SQLException("cut off", "08006"));
                      },
                      () -> attempts.incrementAndGet() > 2));

      assertThat(Outage.isBehind(error), is(true));
      assertThat(Outage.message(error), containsString("127.0.0.1:1 refused"));
    } finally {
      gone.closePool();
    }
  }

  @Test
  void isNotBehindAStatementThatIsWrong() {
    JdbiException error =
        assertThrows(
            JdbiException.class,
            () -> outlast(() -> tables.column("SELECT none FROM nowhere").toString()));

    assertThat(Outage.isBehind(error), is(false));
    assertThat(attempts.get(), is(1));
  }

  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "25P01, true",
    "57P01, true",
    "57P03, true",
    "40P01, true",
    "53100, true",
    "55P03, true",
    "42P01, false",
    "23505, false",
    "28P01, false",
    ", false"
  })
  void isKnownByTheStateOfAnyCause(String state, boolean isOutage) {
    Exception error = new IllegalStateException(new SQLException("what happened", state));

    assertThat(Outage.isBehind(error), is(isOutage));
  }

  @Test
  void isBehindAPoolThatHasNoConnectionToGive() {
    assertThat(Outage.isBehind(new SQLTransientConnectionException("timed out")), is(true));
  }

  private String outlast(Supplier<String> work) throws InterruptedException {
    return Outage.outlast(
        tables.database(),
        () -> {
          attempts.incrementAndGet();
          return work.get();
        });
  }

  private String cutOff() {
    return tables.column("SELECT pg_terminate_backend(pg_backend_pid())").toString();
  }
}
