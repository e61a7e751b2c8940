package org.postlabel.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postlabel.testing.FreePort;

/**
 * A Flink session cluster on this machine: a JobManager and TaskManagers, each a process of its
 * own.
 */
final class FlinkCluster implements AutoCloseable {
  private static final long LONGEST_WAIT_MILLIS = 90_000;

  /** Jars of the class path that a Flink distribution has in its folder lib. */
  private static final List<String> LIB =
      List.of(
          "/org/apache/flink/",
          "/com/esotericsoftware/",
          "/org/objenesis/",
          "/org/javassist/",
          "/com/twitter/chill",
          "/org/apache/commons/commons-",
          "/commons-cli/",
          "/commons-collections/",
          "/commons-io/",
          "/org/lz4/",
          "/org/xerial/snappy/",
          "/org/snakeyaml/",
          "/org/slf4j/");

  /** Flink's scripts would compute these sizes; they are not used here. */
  private static final Map<String, String> SIZES =
      Map.ofEntries(
          Map.entry("taskmanager.numberOfTaskSlots", "2"),
          Map.entry("taskmanager.cpu.cores", "1"),
          Map.entry("taskmanager.memory.task.heap.size", "384m"),
          Map.entry("taskmanager.memory.task.off-heap.size", "128m"),
          Map.entry("taskmanager.memory.managed.size", "128m"),
          Map.entry("taskmanager.memory.network.min", "96m"),
          Map.entry("taskmanager.memory.network.max", "96m"),
          Map.entry("taskmanager.memory.framework.heap.size", "128m"),
          Map.entry("taskmanager.memory.framework.off-heap.size", "128m"),
          Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
          Map.entry("taskmanager.memory.jvm-overhead.min", "128m"),
          Map.entry("taskmanager.memory.jvm-overhead.max", "128m"),
          Map.entry("jobmanager.memory.process.size", "1024m"));

  /** The provider, which would have a machine of its own, goes before its clients. */
  static final List<String> LOW_PRIORITY = List.of("nice", "-n", "10");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Map<String, String> secrets;
  private final int port;
  private final List<Process> processes = new ArrayList<>();
  private int taskManagers;

  /** Starts a JobManager; {@code secrets} are in the environment of the TaskManagers alone. */
  FlinkCluster(Path folder, Map<String, String> secrets) throws IOException {
    this.folder = folder;
    this.secrets = secrets;
    this.port = FreePort.find();
    Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(folder.resolve("conf/config.yaml"), configuration());
    start(
        "jobmanager",
        Map.of(),
        List.of("-Xmx400m"),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
  }

  private String configuration() {
    return """
    jobmanager.rpc.address: 127.0.0.1
    jobmanager.rpc.port: %d
    jobmanager.bind-host: 127.0.0.1
    rest.address: 127.0.0.1
    rest.bind-address: 127.0.0.1
    rest.port: %d
    taskmanager.bind-host: 127.0.0.1
    taskmanager.host: 127.0.0.1
    io.tmp.dirs: %s
    heartbeat.interval: 1000
    heartbeat.timeout: 5000
    cluster.evenly-spread-out-slots: true
    restart-strategy.type: fixed-delay
    restart-strategy.fixed-delay.attempts: 10
    restart-strategy.fixed-delay.delay: 1 s
    """
            .formatted(FreePort.find(), port, folder.resolve("tmp"))
        + SIZES.entrySet().stream()
            .map(size -> size.getKey() + ": " + size.getValue() + "\n")
            .collect(Collectors.joining());
  }

  Process jobManager() {
    return processes.get(0);
  }

  /** The address that {@code --flinkMaster} takes. */
  String master() {
    return "127.0.0.1:" + port;
  }

  Process startTaskManager() throws IOException {
    String id = "tm" + ++taskManagers;
    return start(
        id,
        secrets,
        List.of("-Xmx512m", "-XX:MaxMetaspaceSize=256m", "-XX:TieredStopAtLevel=1"),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        "-Dtaskmanager.resource-id=" + id);
  }

  private Process start(
      String name,
      Map<String, String> environment,
      List<String> javaOptions,
      String mainClass,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(LOW_PRIORITY);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    // A killed process leaves its unpacked native libraries behind.
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.addAll(List.of("-cp", lib(), mainClass, "--configDir", folder + "/conf"));
    command.addAll(List.of(arguments));
    File log = folder.resolve(name + ".log").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log);
    builder.environment().putAll(environment);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static String lib() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> LIB.stream().anyMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  void waitForTaskManagers(int count) throws IOException, InterruptedException {
    for (long waited = 0; taskManagersSeen() != count; waited += 200) {
      assertThat(count + " TaskManagers in time; see " + folder, waited < LONGEST_WAIT_MILLIS);
      Thread.sleep(200);
    }
  }

  private int taskManagersSeen() throws InterruptedException {
    try {
      return get("/overview").path("taskmanagers").asInt(-1);
    } catch (IOException e) {
      return -1; // Not up yet.
    }
  }

  /** What the JobManager answers to {@code path}. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(text(path));
  }

  String text(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + master() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }

  /** All that the cluster's processes have written and not yet deleted: logs, working folders. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException e) {
      return files(); // A file went away while we looked.
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join()); // Their folder is about to be deleted.
  }
}
