package org.postlabel.testing;

import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;

/** Loads our classes again, as a cluster does for each pipeline. */
public final class OwnClassLoader {
  private OwnClassLoader() {}

  /**
   * Calls the static method {@code of} of {@code type}, which takes {@code arguments}, in a class
   * loader of its own on a thread of {@code threads}.
   *
   * @return that class loader, closed
   */
  public static WeakReference<ClassLoader> use(
      ExecutorService threads, Class<?> type, String... arguments) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?>[] types =
          Collections.nCopies(arguments.length, String.class).toArray(Class<?>[]::new);
      Method method = loader.loadClass(type.getName()).getMethod("of", types);
      threads.submit(() -> call(method, arguments)).get();
      return new WeakReference<>(loader);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static Object call(Method method, String... arguments)
      throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(method.getDeclaringClass().getClassLoader());
    try {
      return method.invoke(null, (Object[]) arguments);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** How many of {@code loaders} are not collected in time; stops looking at {@code enough}. */
  public static long left(List<WeakReference<ClassLoader>> loaders, long enough)
      throws InterruptedException {
    long left = loaders.size();
    for (int i = 0; i < 20 && left > enough; i++) {
      System.gc();
      Thread.sleep(100); // What a closed pool still runs ends by itself.
      left = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    return left;
  }

  /** Without DuckDB, which only tests use: its driver keeps its class loader by itself. */
  private static URL[] classPath() throws MalformedURLException {
    String entries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            + File.pathSeparator
            + System.getProperty("java.class.path");
    List<URL> urls = new ArrayList<>();
    for (String entry : entries.split(Pattern.quote(File.pathSeparator), -1)) {
      if (!entry.contains("duckdb")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
