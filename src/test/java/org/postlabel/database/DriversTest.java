package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;
import org.postlabel.testing.OwnClassLoader;

/** A class loader of its own for each use of a database, as a cluster has one for each pipeline. */
@OnBothDatabases
class DriversTest {
  private static final int LOADERS = 5;

  /** The JVM itself keeps the last one for a while, in caches with one entry. */
  private static final long KEPT_BY_THE_JVM = 2;

  @Parameter private Engine engine;

  @Test
  void keepNoClassLoaderWhosePoolsAreClosed() throws Exception {
    assertThat("drivers of this class loader", DriverManager.drivers().findAny().isPresent());
    // Its one thread for delays keeps the class loader of whoever is the first to use it.
    CompletableFuture.delayedExecutor(0, TimeUnit.SECONDS).execute(() -> {});
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (FreshDatabase tables = engine.migrated()) {
      for (int i = 0; i < LOADERS; i++) {
        loaders.add(use(tables.database()));
      }
    }
    assertThat(
        "class loaders left",
        OwnClassLoader.left(loaders, KEPT_BY_THE_JVM),
        lessThanOrEqualTo(KEPT_BY_THE_JVM));
  }

  /** On a thread of its own, as a cluster does: thread locals end with it. */
  private static WeakReference<ClassLoader> use(Database database) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return OwnClassLoader.use(
          thread,
          Use.class,
          database.url(),
          database.usernameOrNull(),
          database.passwordFileOrNull());
    } finally {
      thread.shutdown();
      assertThat("the thread has ended", thread.awaitTermination(10, TimeUnit.SECONDS));
    }
  }

  /** Runs in a class loader of its own. */
  public static final class Use {
    private Use() {}

    public static void of(String url, String usernameOrNull, String passwordFileOrNull)
        throws SQLException, ClassNotFoundException {
      Class.forName("org.postgresql.Driver"); // Each driver registers itself when it is loaded.
      Class.forName("org.sqlite.JDBC");
      Database database = new Database(url, usernameOrNull, passwordFileOrNull, null);
      try (Connection connection = database.connect()) {
        connection.createStatement().execute("SELECT 1");
      }
      database.closePool();
    }
  }
}
