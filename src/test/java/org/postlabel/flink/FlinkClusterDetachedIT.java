package org.postlabel.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.command.InThisProcess;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** A cluster without a free slot: the job of a detached run waits there. */
@Tag("alone")
class FlinkClusterDetachedIT {
  @TempDir Path folder;

  @Test
  void isAliveForAsLongAsItsClusterHasItsJob() throws Exception {
    try (FreshDatabase tables = Engine.POSTGRESQL.migrated();
        Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config());
        FlinkCluster cluster = new FlinkCluster(folder.resolve("cluster"), Map.of())) {
      cluster.waitForTaskManagers(0);
      for (int i = 0; i < 5; i++) {
        tables.addPost("at://post/" + i, "what was said in post " + i, null);
      }
      run(
              tables,
              provider,
              "runner-configs/flink-cluster.conf",
              "--flinkMaster=" + cluster.master(),
              "--filesToStage=" + Path.of("target", "postlabel.jar").toAbsolutePath(),
              "--attachedMode=false")
          .exitedWith(ExitCode.DONE);

      silenceFor(tables, Duration.ofHours(1));
      Ended whileItWaits = run(tables, provider, "runner-configs/direct.conf");
      assertThat(whileItWaits.err(), containsString("has been labelling this database"));
      assertThat(tables.column("SELECT status FROM runs"), contains("running"));

      cancelJobs(cluster);
      run(tables, provider, "runner-configs/direct.conf").exitedWith(ExitCode.DONE);
      assertThat(
          tables.column("SELECT stop_message FROM runs WHERE status = 'died'"),
          contains("the cluster " + cluster.master() + " no longer has its job"));
    }
  }

  @Test
  void isAliveForTenMinutesWhenItsClusterCannotBeAsked() throws Exception {
    try (FreshDatabase tables = Engine.POSTGRESQL.migrated();
        Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      tables.addPost("at://post/1", "what was said in post 1", null);
      assertThat(run(tables, provider, "runner-configs/direct.conf").exitCode(), is(0));
      tables.execute("UPDATE runs SET status = 'running', awaited_on = '127.0.0.1:1'");

      silenceFor(tables, Duration.ofMinutes(-5));
      Ended before = run(tables, provider, "runner-configs/direct.conf");
      assertThat(before.err(), containsString("the cluster 127.0.0.1:1 cannot be asked"));
      assertThat(before.err(), containsString("has been labelling this database"));

      silenceFor(tables, Duration.ofMinutes(5));
      assertThat(run(tables, provider, "runner-configs/direct.conf").exitCode(), is(0));
      assertThat(tables.column("SELECT 1 FROM runs WHERE status = 'died'").size(), is(1));
    }
  }

  private Ended run(FreshDatabase tables, Emulator provider, String config, String... more)
      throws Exception {
    String[] command = new String[6 + more.length];
    command[0] = "run";
    command[1] = config;
    command[2] = "--endpoint=" + provider.endpoint();
    command[3] =
        "--apiKeyFile=" + Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    command[4] = "--report=off";
    command[5] = "--canaries=off";
    System.arraycopy(more, 0, command, 6, more.length);
    return InThisProcess.run(tables.database(), command);
  }

  /** Sets the last heartbeat of the run. */
  private static void silenceFor(FreshDatabase tables, Duration time) {
    tables.execute(
        "UPDATE runs SET heartbeat_at = ? WHERE status = 'running'",
        tables.dialect().timestamp(Instant.now().minus(time)));
  }

  private static void cancelJobs(FlinkCluster cluster) throws Exception {
    for (JsonNode job : cluster.get("/jobs").path("jobs")) {
      String path = "/jobs/" + job.path("id").asText();
      HttpRequest cancel =
          HttpRequest.newBuilder(URI.create("http://" + cluster.master() + path))
              .method("PATCH", HttpRequest.BodyPublishers.noBody())
              .build();
      HttpClient.newHttpClient().send(cancel, HttpResponse.BodyHandlers.discarding());
      while (!cluster.get(path).path("state").asText().equals("CANCELED")) {
        Thread.sleep(100);
      }
    }
  }
}
