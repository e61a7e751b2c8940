package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

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
    long left = LOADERS;
    for (int i = 0; i < 20 && left > KEPT_BY_THE_JVM; i++) {
      System.gc();
      Thread.sleep(100); // What a closed pool still runs ends by itself.
      left = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    assertThat("class loaders left", left, lessThanOrEqualTo(KEPT_BY_THE_JVM));
  }

  /** On a thread of its own, as a cluster does: thread locals end with it. */
  private static WeakReference<ClassLoader> use(Database database) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Method use =
          loader
              .loadClass(Use.class.getName())
              .getMethod("of", String.class, String.class, String.class);
      FutureTask<Object> task =
          new FutureTask<>(
              () ->
                  use.invoke(
                      null,
                      database.url(),
                      database.usernameOrNull(),
                      database.passwordFileOrNull()));
      Thread thread = new Thread(task);
      thread.setContextClassLoader(loader);
      thread.start();
      task.get();
      thread.join();
      return new WeakReference<>(loader);
    }
  }

  /** Without DuckDB, which only tests use: its driver keeps its class loader by itself. */
  private static URL[] classPath() throws MalformedURLException {
    String entries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            + File.pathSeparator
            + System.getProperty("java.class.path");
    List<URL> urls = new ArrayList<>();
    for (String entry : entries.split(Pattern.quote(File.pathSeparator))) {
      if (!entry.contains("duckdb")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
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
