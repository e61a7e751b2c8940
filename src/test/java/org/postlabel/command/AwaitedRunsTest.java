package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.LabelledPosts;
import org.postlabel.testing.OnBothDatabases;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Reply;

/** A detached run whose workers gave no heartbeat yet; its cluster answers as JobManagers do. */
@OnBothDatabases
class AwaitedRunsTest {
  private static final String STATUS = "SELECT status FROM runs WHERE run_id = 'awaited'";

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;
  @AutoClose private ScriptedService cluster;
  private volatile String jobs = "";

  @BeforeEach
  void submit() throws Exception {
    tables = engine.migrated();
    cluster = new ScriptedService(asked -> Reply.ok("{\"jobs\":[%s]}".formatted(jobs)));
    LabelledPosts posts = new LabelledPosts(tables.database());
    posts.addPost("at://a", "a text");
    posts.addFailure("at://a", "a text", "no_scores", "hash");
    posts.addRun("awaited", "running", Instant.now().plus(Duration.ofMinutes(10)));
    tables.execute("UPDATE runs SET awaited_on = ?", cluster.url().substring("http://".length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry --reason=all", "forget --since=2026-01-01"})
  void endOnceTheirClusterNoLongerHasTheirJob(String command) {
    for (String way : new String[] {" --dryRun", ""}) {
      tables.execute("UPDATE runs SET status = 'running', stop_kind = NULL, stop_message = NULL");
      jobs = job("postlabel-awaited", "CREATED");
      Ended before = run(command + way);
      assertThat(before.err(), containsString("has been labelling this database"));
      assertThat(before.exitCode(), is(75));
      assertThat(tables.column(STATUS), contains("running"));

      jobs = job("postlabel-awaited", "FAILED") + "," + job("another", "RUNNING");
      run(command + way).exitedWith(ExitCode.DONE);
      assertThat(tables.column(STATUS), contains("died"));
    }
  }

  @Test
  void areShownAsTheirClusterHasThem() throws Exception {
    jobs = job("postlabel-awaited", "CREATED");
    assertThat(run("status").out(), containsString("Run awaited is in progress"));
    assertThat(
        statusOfTheRun().path("cluster").asText(),
        containsString("has its job; no worker has given a heartbeat yet"));

    jobs = "";
    assertThat(run("status").out(), containsString("no longer has its job"));
    assertThat(run("status").out(), not(containsString("is in progress")));
    assertThat(statusOfTheRun().path("status").asText(), is("died"));
    assertThat("status writes nothing", tables.column(STATUS), contains("running"));

    cluster.close();
    assertThat(run("status").out(), containsString("cannot be asked for the job of run awaited"));
    assertThat(statusOfTheRun().path("status").asText(), is("running"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s/"})
  void areFoundOnAClusterWhoseAddressWasKeptAsAUrl(String format) {
    tables.execute("UPDATE runs SET awaited_on = ?", format.formatted(cluster.url()));
    jobs = job("postlabel-awaited", "CREATED");

    Ended ended = run("retry --reason=all");

    assertThat(ended.err(), containsString("has been labelling this database"));
    assertThat(ended.err(), not(containsString("cannot be asked")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "host:port", "host:8081:x"})
  void countAsRunningOnAClusterWhoseAddressIsNotKnown(String master) {
    tables.execute("UPDATE runs SET awaited_on = ?", master);

    Ended ended = run("retry --reason=all");

    assertThat(ended.err(), containsString("(its address is not known)"));
    assertThat(tables.column(STATUS), contains("running"));
  }

  private JsonNode statusOfTheRun() throws Exception {
    return new ObjectMapper().readTree(run("status --format=json").out()).at("/runs/0");
  }

  private Ended run(String command) {
    return InThisProcess.run(tables.database(), command.split(" ", -1));
  }

  /** As https://nightlies.apache.org/flink/flink-docs-release-1.19/docs/ops/rest_api/ has it. */
  private static String job(String name, String state) {
    return """
    {"jid":"8d888c9d9d92d1bafe32721948620684","name":"%s","start-time":1795787710970,
     "end-time":-1,"duration":31368,"state":"%s","last-modification":1795787742338,
     "tasks":{"running":0,"canceling":0,"canceled":0,"total":0,"created":0,"scheduled":0,
              "deploying":0,"reconciling":0,"finished":0,"initializing":0,"failed":0}}\
    """
        .formatted(name, state);
  }
}
