package org.postlabel.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/**
 * A session cluster whose REST API submits one run after the other. {@code -Dcluster.runs} says how
 * many; the figures that it prints are in the documentation.
 */
@Tag("alone")
class FlinkClusterClassesIT {
  private static final int RUNS = Integer.getInteger("cluster.runs", 4);

  /**
   * What the JVM itself keeps: the class loader of the run that was the first to use a delay of
   * CompletableFuture, whose thread lives on, and of the last one that compared records, since the
   * way to do that is in a cache with one entry.
   */
  private static final long KEPT = 2;

  private static final String LOADER = "org.apache.flink.util.ChildFirstClassLoader";

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void keepsTheClassesOfTwoRunsHoweverManyRan() throws Exception {
    try (FreshDatabase tables = Engine.POSTGRESQL.migrated();
        Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config());
        FlinkCluster cluster = new FlinkCluster(folder.resolve("cluster"), Map.of())) {
      Process taskManager = cluster.startTaskManager();
      Process jobManager = cluster.jobManager();
      cluster.waitForTaskManagers(1);
      String run = "/jars/" + upload(cluster) + "/run";
      for (int i = 1; i <= RUNS; i++) {
        addPosts(tables, i);
        submit(cluster, run, tables, provider);
        awaitEnd(cluster, tables, i);
        System.out.printf(
            Locale.ROOT,
            "cluster: run %d: %d class loaders and %.1f MB of metaspace in the TaskManager, %d and"
                + " %.1f MB in the JobManager%n",
            i,
            classLoaders(taskManager),
            metaspace(taskManager),
            classLoaders(jobManager),
            metaspace(jobManager));
      }
      awaitKept(taskManager);
      awaitKept(jobManager);
    }
  }

  /** Threads of the last run may still end. */
  private static void awaitKept(Process process) throws Exception {
    long left = classLoaders(process);
    for (int looks = 1; left > KEPT && looks < 60; looks++) {
      Thread.sleep(1_000);
      left = classLoaders(process);
    }
    assertThat("class loaders of " + RUNS + " runs", left, lessThanOrEqualTo(KEPT));
  }

  private static void addPosts(FreshDatabase tables, int run) {
    for (int i = 0; i < 5; i++) {
      tables.addPost("at://post/%d/%d".formatted(run, i), "what was said in %d".formatted(i), null);
    }
  }

  private void submit(FlinkCluster cluster, String path, FreshDatabase tables, Emulator provider)
      throws Exception {
    List<String> arguments =
        List.of(
            "run",
            "--runner=FlinkRunner",
            "--flinkMaster=[auto]",
            "--useDataStreamForBatch=true",
            "--parallelism=2",
            "--attachedMode=false",
            "--endpoint=" + provider.endpoint(),
            "--apiKeyFile=" + Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY),
            "--canaries=off",
            "--connectionURL=" + tables.database().url(),
            "--username=" + tables.database().usernameOrNull(),
            "--passwordFile=" + tables.database().passwordFileOrNull());
    String body =
        new ObjectMapper()
            .writeValueAsString(
                Map.of("entryClass", "org.postlabel.Main", "programArgsList", arguments));
    JsonNode answer = post(cluster, path, "application/json", BodyPublishers.ofString(body));
    assertThat(answer.toString(), answer.has("jobid"));
  }

  /** Uploads the jar and returns its ID. */
  private String upload(FlinkCluster cluster) throws Exception {
    String head =
        """
        --part\r
        Content-Disposition: form-data; name="jarfile"; filename="postlabel.jar"\r
        Content-Type: application/x-java-archive\r
        \r
        """;
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(Path.of("target", "postlabel.jar")),
            BodyPublishers.ofString("\r\n--part--\r\n"));
    JsonNode answer = post(cluster, "/jars/upload", "multipart/form-data; boundary=part", body);
    return Path.of(answer.path("filename").asText()).getFileName().toString();
  }

  private JsonNode post(FlinkCluster cluster, String path, String type, BodyPublisher body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + cluster.master() + path))
            .header("Content-Type", type)
            .POST(body)
            .build();
    return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString(UTF_8)).body());
  }

  private static void awaitEnd(FlinkCluster cluster, FreshDatabase tables, int runs)
      throws Exception {
    for (int waited = 0; ended(cluster) < runs; waited += 200) {
      assertThat("run " + runs + " ends in time", waited < 120_000);
      Thread.sleep(200);
    }
    assertThat(tables.column("SELECT 1 FROM runs WHERE status = 'done'").size(), is(runs));
  }

  private static long ended(FlinkCluster cluster) throws Exception {
    return cluster.get("/overview").path("jobs-finished").asLong();
  }

  /** Those alive after a full collection. */
  private static long classLoaders(Process process) throws Exception {
    return jdkTool("jcmd", Long.toString(process.pid()), "GC.class_histogram").stream()
        .filter(line -> line.contains(LOADER))
        .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", 3)[1]))
        .sum();
  }

  /** In use, in MB. */
  private static double metaspace(Process process) throws Exception {
    List<String> lines = jdkTool("jstat", "-gc", Long.toString(process.pid()));
    List<String> names = List.of(lines.get(0).trim().split("\\s+"));
    return Double.parseDouble(lines.get(1).trim().split("\\s+", -1)[names.indexOf("MU")]) / 1024;
  }

  private static List<String> jdkTool(String... command) throws Exception {
    command[0] = Path.of(System.getProperty("java.home"), "bin", command[0]).toString();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var lines = process.inputReader(UTF_8)) {
      return lines.lines().toList();
    }
  }
}
