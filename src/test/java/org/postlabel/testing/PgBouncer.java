package org.postlabel.testing;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.hamcrest.MatcherAssert.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.postlabel.database.Database;

/**
 * A real PgBouncer (https://www.pgbouncer.org) before a database: a client's transactions go to the
 * server's connections in turn, so that nothing that one of them has set is there for the next.
 */
public final class PgBouncer implements AutoCloseable {
  /** Debian's, and that of the PATH. */
  private static final List<String> FOLDERS =
      Stream.concat(Stream.of("/usr/sbin"), Stream.of(System.getenv("PATH").split(":")).sorted())
          .toList();

  private final Process process;
  private final Database database;

  private PgBouncer(Process process, Database database) {
    this.process = process;
    this.database = database;
  }

  public static boolean isInstalled() {
    return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, "pgbouncer")));
  }

  /**
   * Starts it before {@code server}, a database that asks for no password.
   *
   * @param mode session, transaction or statement
   * @param folder for its settings
   */
  public static PgBouncer before(Database server, String mode, Path folder) throws IOException {
    int port = FreePort.find();
    String serverPort = server.url().replaceFirst(".*:(\\d+)/.*", "$1");
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            * = host=127.0.0.1 port=%s user=%s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = %s
            server_round_robin = 1
            min_pool_size = 3
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(serverPort, server.usernameOrNull(), port, mode));
    List<String> command = new ArrayList<>();
    command.add(
        FOLDERS.stream()
            .map(place -> Path.of(place, "pgbouncer"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow()
            .toString());
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody")); // It refuses to run as root.
    }
    command.add(settings.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(DISCARD).start();
    waitFor(port, process);
    return new PgBouncer(
        process,
        new Database(
            server.url().replace(":" + serverPort + "/", ":" + port + "/"),
            server.usernameOrNull(),
            null,
            null));
  }

  /** The same database by way of it. */
  public Database database() {
    return database;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static void waitFor(int port, Process process) {
    for (int looks = 0; ; looks++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat("connected", socket.isConnected());
        return;
      } catch (IOException e) {
        assertThat("it runs and listens within half a minute", process.isAlive() && looks < 600);
        LockSupport.parkNanos(50_000_000);
      }
    }
  }
}
