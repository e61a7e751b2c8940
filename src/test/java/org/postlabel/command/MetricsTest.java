package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.metrics.Figure;
import org.postlabel.options.CommandLine;
import org.postlabel.testing.FreePort;

/** The figures that Prometheus reads while a whole run goes on. */
class MetricsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern NAME = Pattern.compile("(?m)postlabel_\\w+");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  @Timeout(120)
  void showARunAndFillTheDashboard(Database database) throws Exception {
    addPosts(database, 300);
    int port = FreePort.find();
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Thread run =
          new Thread(
              () ->
                  run(
                      database,
                      emulator,
                      "--metricsPort=" + port,
                      "--queriesPerSecond=30",
                      "--sliceSize=60"));
      run.start();
      String text = "";
      while (run.isAlive()
          && (value(text, "posts_labelled_total") == 0 || value(text, "posts_read_total") < 60)) {
        Thread.sleep(50);
        text = scrapeOrNothing(port, "/metrics");
      }

      assertThat(value(text, "posts_taken_on"), is(300.0));
      assertThat(value(text, "quota_queries_per_second"), is(30.0));
      assertThat(value(text, "calls_total") >= value(text, "posts_labelled_total"), is(true));
      assertThat(
          value(text, "posts_failed_total{reason=\"text_too_short\"}") > 0
              || value(text, "metadata_new_total") > 0,
          is(true));
      assertThat(scrapeOrNothing(port, "/elsewhere"), is(""));
      Set<String> shown = names(text);
      assertThat(names(dashboard()), everyItem(is(in(shown))));
      for (Figure figure : Figure.values()) {
        if (figure.prometheusName().isPresent()) {
          assertThat(text, containsString("# TYPE " + figure.prometheusName().get() + " "));
        }
      }
      run.join();
      assertThat(scrapeOrNothing(port, "/metrics"), is(""));
    }
  }

  @Test
  void needAPortThatIsFree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = folder.resolve("none.db");
      Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
      var ended =
          InThisProcess.run(
              List.of(
                  "run",
                  "runner-configs/direct.conf",
                  "--apiKeyFile=" + key,
                  "--endpoint=http://127.0.0.1:1",
                  "--connectionURL=jdbc:sqlite:" + file,
                  "--metricsPort=" + taken.getLocalPort()));

      assertThat(ended.exitCode(), is(2));
      assertThat(
          ended.err().strip(),
          allOf(
              startsWith("postlabel: cannot listen on port " + taken.getLocalPort()),
              is(ended.err().lines().findFirst().orElseThrow())));
      assertThat(Files.exists(file), is(false));
    }
  }

  @Test
  void needAPortThatExists() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    RunCommand.run(
                        new CommandLine(
                            List.of(),
                            Map.of(
                                "metricsPort",
                                "65536",
                                "endpoint",
                                "http://localhost",
                                "connectionURL",
                                "jdbc:sqlite:" + folder.resolve("none.db")))))
            .getMessage(),
        is("--metricsPort must be 0..65535, was 65536"));
  }

  @Test
  void areNotThisProcessesOnACluster() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    RunCommand.run(
                        new CommandLine(
                            List.of(),
                            Map.of(
                                "metricsPort",
                                "9404",
                                "runner",
                                "FlinkRunner",
                                "flinkMaster",
                                "host.example.org:8081",
                                "endpoint",
                                "http://localhost",
                                "connectionURL",
                                "jdbc:postgresql://localhost:1/none"))))
            .getMessage(),
        is(
            "the workers of the cluster host.example.org:8081 count, not this process;"
                + " --metricsPort must be 0, was 9404"));
  }

  private static String dashboard() throws IOException {
    return new ObjectMapper()
            .readTree(Path.of("runner-configs", "grafana-dashboard.json").toFile())
            .findValuesAsText("expr")
            .stream()
            .collect(joining("\n"));
  }

  /** A histogram's buckets are named like it. */
  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(toSet());
  }

  private static double value(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith("postlabel_" + name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String scrapeOrNothing(int port, String path) throws InterruptedException {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** One in ten is too short. */
  private static void addPosts(Database database, int count) {
    String posts =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "{\"uri\":\"%03d\",\"text\":\"%s %d\"}"
                        .formatted(i, i % 10 == 3 ? "No" : "A text with number", i))
            .collect(joining("\n"));
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(posts.getBytes(UTF_8)));
  }

  private void run(Database database, Emulator emulator, String... more) {
    try {
      List<String> options = InThisProcess.optionsOf(database);
      options.addAll(List.of(more));
      options.add("--endpoint=" + emulator.endpoint());
      options.add(
          "--apiKeyFile=" + Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY));
      options.add("--report=off");
      RunCommand.run(CommandLine.parse(options));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
