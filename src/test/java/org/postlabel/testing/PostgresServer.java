package org.postlabel.testing;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;

/**
 * A real PostgreSQL on a local port, with an ordinary user who needs a password. It is stopped when
 * this JVM ends. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  public static final String PASSWORD = "a-password-that-is-nowhere-else";

  private static final String USER = "labeller";
  private static final String TEMPLATE = "with_our_tables";

  private static PostgresServer shared;

  private final EmbeddedPostgres server;
  private final Path passwordFile;
  private final AtomicInteger databases = new AtomicInteger();
  private Path dataDirectory;
  private boolean hasTemplate;

  private PostgresServer(EmbeddedPostgres.Builder settings) {
    try {
      passwordFile =
          Files.writeString(Files.createTempFile("postlabel-password", ".txt"), PASSWORD);
      passwordFile.toFile().deleteOnExit();
      server =
          settings
              .setPort(FreePort.find())
              .setServerConfig("synchronous_commit", "on")
              .setDataDirectoryCustomizer(this::requireThePassword)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute("CREATE USER " + USER + " PASSWORD '" + PASSWORD + "'");
  }

  /** The server that all tests of this JVM share, each in databases of its own. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      shared = new PostgresServer(EmbeddedPostgres.builder());
    }
    return shared;
  }

  /** A server for a test that crashes it. */
  public static PostgresServer own() {
    return new PostgresServer(EmbeddedPostgres.builder());
  }

  FreshDatabase emptyDatabase() {
    return newDatabase("template1");
  }

  /** A new database with every table of ours and no row. */
  public synchronized FreshDatabase migratedDatabase() {
    if (!hasTemplate) {
      create(TEMPLATE, "template1");
      Migrations.migrate(named(TEMPLATE));
      named(TEMPLATE).closePool();
      hasTemplate = true;
    }
    return newDatabase(TEMPLATE);
  }

  /** Stops it without a clean shutdown; open transactions are rolled back. */
  public void crash() throws IOException {
    Path pidFile = dataDirectory.resolve("postmaster.pid");
    String pid = Files.readAllLines(pidFile).get(0);
    new ProcessBuilder("kill", "-QUIT", pid).start().onExit().join();
    waitUntil(() -> !Files.exists(pidFile));
  }

  /** Starts it after a crash, on the same port and the same data, and waits until it answers. */
  public void startAgain() throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // It refuses to run as root.
    }
    String lastCommand = Files.readString(dataDirectory.resolve("postmaster.opts")).strip();
    command.addAll(List.of(lastCommand.replace("\"", "").split(" ")));
    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(DISCARD).start();
    waitUntil(this::answers);
  }

  /** After a crash it is started once more: only a running server can be stopped and deleted. */
  @Override
  public void close() throws IOException {
    if (!answers()) {
      startAgain();
    }
    server.close();
  }

  private boolean answers() {
    try {
      server.getPostgresDatabase().getConnection().close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void waitUntil(BooleanSupplier isSo) {
    for (int looks = 0; !isSo.getAsBoolean(); looks++) {
      assertThat("within half a minute", looks < 600);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private FreshDatabase newDatabase(String template) {
    String name = "test_" + databases.incrementAndGet();
    create(name, template);
    return new FreshDatabase(named(name), () -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
  }

  private void create(String name, String template) {
    execute("CREATE DATABASE %s OWNER %s TEMPLATE %s".formatted(name, USER, template));
  }

  private Database named(String name) {
    return new Database(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name,
        USER,
        passwordFile.toString(),
        null);
  }

  private void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first rule that matches applies; the others require no password. */
  private void requireThePassword(File directory) {
    dataDirectory = directory.toPath();
    Path rules = dataDirectory.resolve("pg_hba.conf");
    try {
      Files.writeString(
          rules,
          "host all %s all scram-sha-256%n%s".formatted(USER, Files.readString(rules, UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
