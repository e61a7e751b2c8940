package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postlabel.testing.PostgresServer;

/** A command in a process of its own, started from the jar as the launcher starts it. */
final class JarProcess implements AutoCloseable {
  private static final long LONGEST_SECONDS = 240;

  private final Process process;
  private final Path out;
  private final Path err;
  private final long start = System.nanoTime();

  private JarProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static JarProcess start(Path folder, List<String> arguments) throws IOException {
    return start(folder, List.of(), arguments);
  }

  /** The same with more options of the JVM, which win over those that ship. */
  static JarProcess start(Path folder, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    Path jar = Path.of("target", "postlabel.jar").toAbsolutePath();
    assertThat("the jar is built before these tests: " + jar, Files.exists(jar));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A killed process leaves its unpacked native libraries behind: in the test's folder.
    command.add("-Djava.io.tmpdir=" + folder);
    // The heap that ships is enough for every run.
    command.add("@runner-configs/jvm.options");
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "process", ".out");
    Path err = Files.createTempFile(folder, "process", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("PERSPECTIVE_API_KEY");
    builder.environment().put("POSTLABEL_DATABASE_PASSWORD", PostgresServer.PASSWORD);
    return new JarProcess(builder.start(), out, err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGKILL: no shutdown hook runs, nothing is flushed. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal such as TERM or INT. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end. */
  Ended end() throws IOException, InterruptedException {
    return end(0);
  }

  /** Waits for the end of a process that has {@code seconds} of work. */
  Ended end(long seconds) throws IOException, InterruptedException {
    boolean ended = process.waitFor(LONGEST_SECONDS + seconds, TimeUnit.SECONDS);
    assertThat("the process ends by itself; stderr so far: " + Files.readString(err), ended);
    return new Ended(
        process.exitValue(),
        Files.readString(out),
        Files.readString(err),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * Waits for a line on stderr that begins with {@code start}, and then for its end; the time
   * between.
   */
  Duration timeFromLineToEnd(String start) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (true) {
      boolean goesOn = process.isAlive() && System.nanoTime() < deadline;
      String said = Files.readString(err);
      if (said.lines().anyMatch(line -> line.startsWith(start))) {
        break;
      }
      assertThat("a line " + start + "; stderr so far: " + said, goesOn);
      Thread.sleep(20);
    }
    long saidNanos = System.nanoTime();
    end();
    return Duration.ofNanos(System.nanoTime() - saidNanos);
  }

  /** Kills it if it has not ended, and waits: its files are about to be deleted. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
