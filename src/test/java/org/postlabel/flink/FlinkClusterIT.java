package org.postlabel.flink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.emulator.analyze.EmulatedScores;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.testing.FreePort;
import org.postlabel.testing.ProviderProcess;

/** The real jar on a real cluster: several processes, a PostgreSQL, a provider with a quota. */
@Tag("alone")
class FlinkClusterIT {
  private static final int POSTS = 20_000;
  private static final int DISTINCT = POSTS * 9 / 10;
  private static final int QUOTA = 500;
  private static final int IN_FLIGHT = 256;
  private static final String PASSWORD = "a-password-that-must-stay-secret";

  /** The name of ScorePosts' output counter in Flink's REST API. */
  private static final String POSTS_SCORED = "ScorePosts/ParMultiDo(Score).numRecordsOut";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void labelsEveryPostOnceAlthoughAWorkerIsKilled() throws Exception {
    Map<String, String> secrets =
        Map.of(
            "PERSPECTIVE_API_KEY",
            EmulatorConfig.DEFAULT_KEY,
            "POSTLABEL_DATABASE_PASSWORD",
            PASSWORD);
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().setPort(FreePort.find()).start();
        ProviderProcess provider =
            ProviderProcess.start(
                "--latency=100", "--latencyJitter=30", "--queriesPerSecond=" + QUOTA);
        FlinkCluster cluster = new FlinkCluster(folder.resolve("cluster"), secrets)) {
      Database database = database(server);
      Process first = cluster.startTaskManager();
      cluster.startTaskManager();
      cluster.waitForTaskManagers(2);

      Process run = submit(cluster, database, provider, secrets);
      waitForCalls(provider, DISTINCT / 5);
      long start = System.nanoTime();
      long callsAtStart = provider.stats().arrived().calls();
      waitForCalls(provider, DISTINCT * 3 / 5);
      double seconds = (System.nanoTime() - start) / 1e9;
      double rate = (provider.stats().arrived().calls() - callsAtStart) / seconds;
      System.out.printf("cluster: %.1f %% of the quota before the kill%n", 100 * rate / QUOTA);
      checkNoSecrets(cluster, secrets);
      assertThat("workers that send", workersThatSent(database), is(2L));
      first.destroyForcibly().waitFor();
      long callsAtKill = provider.stats().arrived().calls();
      cluster.startTaskManager();
      checkCounters(cluster, run);

      assertThat(out("run.err"), run.waitFor(), is(0));
      checkLabels(database);
      checkCalls(provider, callsAtKill);
      checkNoSecrets(cluster, secrets);
      assertThat(out("run.out"), containsString("20,000 read = 20,000 labelled + 0 failed"));
      database.closePoolWhenIdle();
    }
  }

  private static Database database(EmbeddedPostgres server) {
    Database database =
        new Database(
            "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
            "postgres",
            null,
            null);
    Migrations.migrate(database);
    database
        .jdbi()
        .useHandle(
            handle -> {
              var posts = handle.prepareBatch("INSERT INTO posts (uri, text) VALUES (?, ?)");
              for (int i = 0; i < POSTS; i++) {
                posts.bind(0, "at://post/" + i).bind(1, text(i)).add();
              }
              posts.execute();
            });
    return database;
  }

  /** One in ten repeats the text of another. */
  private static String text(int post) {
    return "what was said in post number " + (post < DISTINCT ? post : (post - DISTINCT) * 7);
  }

  private Process submit(
      FlinkCluster cluster,
      Database database,
      ProviderProcess provider,
      Map<String, String> secrets)
      throws IOException {
    List<String> command = new ArrayList<>(FlinkCluster.LOW_PRIORITY);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:TieredStopAtLevel=1",
            "-Dpostlabel.home=" + Path.of("").toAbsolutePath(),
            "-jar",
            Path.of("target", "postlabel.jar").toAbsolutePath().toString(),
            "run",
            "flink-cluster"));
    command.addAll(
        List.of(
            "--flinkMaster=" + cluster.master(),
            "--connectionURL=" + database.url(),
            "--username=" + database.usernameOrNull(),
            "--endpoint=" + provider.endpoint(),
            "--queriesPerSecond=" + QUOTA,
            "--maxRequestsInFlight=" + IN_FLIGHT,
            "--canaries=off"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(folder.resolve("run.out").toFile());
    builder.redirectError(folder.resolve("run.err").toFile());
    builder.environment().putAll(secrets);
    return builder.start();
  }

  private void waitForCalls(ProviderProcess provider, long calls)
      throws IOException, InterruptedException {
    for (int waited = 0; provider.stats().arrived().calls() < calls; waited += 200) {
      assertThat("calls come in time; " + out("run.err"), waited < 120_000);
      Thread.sleep(200);
    }
  }

  private void checkLabels(Database database) {
    List<String> wrong = new ArrayList<>();
    long labels =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .select("SELECT uri, text, prob_toxic FROM perspective_api_labels")
                        .map(
                            (row, context) -> {
                              String uri = row.getString("uri");
                              String text = text(Integer.parseInt(uri.substring(10)));
                              float score = EmulatedScores.of(text).score("TOXICITY");
                              if (!text.equals(row.getString("text"))
                                  || Double.parseDouble(Float.toString(score))
                                      != row.getDouble("prob_toxic")) {
                                wrong.add(uri);
                              }
                              return uri;
                            })
                        .list()
                        .size());
    assertThat(labels, is((long) POSTS));
    assertThat(wrong, is(List.of()));
  }

  /** Without the process that submitted the run and sent one text. */
  private static long workersThatSent(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT COUNT(*) FROM (SELECT worker FROM run_traffic GROUP BY worker"
                            + " HAVING SUM(calls) > 100) AS busy")
                    .mapTo(Long.class)
                    .one());
  }

  private static void checkCalls(ProviderProcess provider, long callsAtKill) throws IOException {
    var stats = provider.statsOfTexts();
    long paidTwice = stats.texts().callsByHash().values().stream().filter(n -> n > 1).count();
    System.out.printf(
        "cluster: %d calls for %d texts, %d of them in flight when the worker was killed after %d"
            + " calls; most in any second %d of %d, %s with 429; active for %.1f s%n",
        stats.arrived().calls(),
        DISTINCT,
        paidTwice,
        callsAtKill,
        stats.arrived().maxInAnySecond(),
        QUOTA,
        stats.callsByStatus().getOrDefault("429", 0L),
        stats.arrived().activeSeconds());
    assertThat(stats.texts().distinctScored(), is((long) DISTINCT));
    assertThat(stats.texts().maxScoredOfOneText(), lessThanOrEqualTo(2));
    assertThat(paidTwice, lessThanOrEqualTo((long) IN_FLIGHT));
  }

  /** Flink's REST API has them while the job runs. */
  private static void checkCounters(FlinkCluster cluster, Process run) throws Exception {
    List<String> names = List.of();
    while (run.isAlive() && names.stream().noneMatch(name -> name.endsWith(POSTS_SCORED))) {
      Thread.sleep(1_000);
      names = metricNames(cluster);
    }
    assertThat(names, hasItem(endsWith(POSTS_SCORED)));
  }

  private static List<String> metricNames(FlinkCluster cluster) throws Exception {
    List<String> names = new ArrayList<>();
    for (JsonNode job : cluster.get("/jobs").path("jobs")) {
      String path = "/jobs/" + job.path("id").asText();
      for (JsonNode step : cluster.get(path).path("vertices")) {
        String metrics = path + "/vertices/" + step.path("id").asText() + "/metrics";
        cluster.get(metrics).forEach(metric -> names.add(metric.path("id").asText()));
      }
    }
    return names;
  }

  /** Not in answers of the JobManager, logs or working folders. */
  private static void checkNoSecrets(FlinkCluster cluster, Map<String, String> secrets)
      throws Exception {
    List<String> said = new ArrayList<>();
    for (JsonNode job : cluster.get("/jobs").path("jobs")) {
      String id = job.path("id").asText();
      for (String part : List.of("", "/config", "/plan", "/exceptions", "/accumulators")) {
        said.add(cluster.text("/jobs/" + id + part));
      }
    }
    for (String path : List.of("/jobmanager/config", "/jobmanager/environment", "/taskmanagers")) {
      said.add(cluster.text(path));
    }
    assertThat(said.size(), greaterThan(5));
    for (Path file : cluster.files()) {
      if (Files.exists(file) && !file.toString().endsWith(".jar")) {
        said.add(Files.readString(file, ISO_8859_1));
      }
    }
    for (String secret : secrets.values()) {
      assertThat(said, everyItem(not(containsString(secret))));
    }
  }

  private String out(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
