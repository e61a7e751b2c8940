package org.postlabel.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreePort;
import org.postlabel.testing.OnBothDatabases;

/** Providers and keys that cannot be used: the run stops within seconds. */
@OnBothDatabases
class UnusableProviderIT {
  private static final String WRONG_KEY = "a-wrong-key-that-no-provider-has-0123456789";

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private Scenario scenario;

  @BeforeEach
  void addPosts() throws Exception {
    scenario = new Scenario(engine, folder).withPosts(300, 10);
    Files.writeString(folder.resolve("key.txt"), WRONG_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "single"})
  void stopsWithAWrongKeyAndDoesNotPrintIt(String mode) throws Exception {
    stopsWith(ExitCode.REFUSED, "--requestMode=" + mode);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void stopsWhenTheProviderIsGone(int status) throws Exception {
    scenario.withProvider(Scenario.HEALTHY.with("gone", status).with("goneAfterCalls", 0));
    stopsWith(ExitCode.REFUSED);
  }

  @Test
  void stopsWhenTheConnectionIsRefused() throws Exception {
    stopsWith(ExitCode.REFUSED, "--endpoint=http://127.0.0.1:" + FreePort.find());
  }

  @Test
  void stopsWhenRequestsTimeOut() throws Exception {
    scenario.withProvider(Scenario.HEALTHY.with("hangRate", 1).with("hangTime", 60_000));
    stopsWith(ExitCode.REFUSED, "--requestTimeoutSeconds=2");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 404, 418})
  void stopsWhenTheServerIsNotTheApi(int status) throws Exception {
    HttpServer pages =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = "<!DOCTYPE html><title>Welcome</title>".getBytes(UTF_8);
    pages.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(status, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    pages.start();
    try {
      stopsWith(ExitCode.REFUSED, "--endpoint=http://127.0.0.1:" + pages.getAddress().getPort());
    } finally {
      pages.stop(0);
    }
  }

  @Test
  void exitsWithRunAgainWhenAProxyAnswersBadGateway() throws Exception {
    scenario.withProvider(Scenario.HEALTHY.with(Fault.BAD_GATEWAY, 1));
    stopsWith(ExitCode.RUN_AGAIN);
  }

  /** The deadline has passed, so that no query can be sent even if the check fails. */
  @Test
  void requiresAKeyForGooglesEndpoint() throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--deadline=2000-01-01T00:00:00Z", "--ignoreLastDay"));
    arguments.addAll(scenario.databaseArguments());
    try (JarProcess process = JarProcess.start(folder, arguments)) {
      Ended ended = process.end().exitedWith(ExitCode.USAGE);
      assertThat(ended.err(), containsString("postlabel: no API key"));
      assertThat(ended.err().lines().count(), is(1L));
    }
  }

  private void stopsWith(ExitCode exitCode, String... options) throws Exception {
    Ended ended = scenario.run(options).exitedWith(exitCode);

    assertThat(ended.toString(), ended.took(), lessThan(Duration.ofSeconds(15)));
    assertThat(ended.err().lines().filter(line -> line.startsWith("postlabel: ")).count(), is(1L));
    assertThat(scenario.calls(), lessThan(20L));
    scenario.check();
    assertThat(scenario.tables().number("SELECT COUNT(*) FROM perspective_api_labels"), is(0L));
    assertThat(ended.out() + ended.err(), not(containsString(WRONG_KEY)));
    assertThat(filesThatHoldTheKey(), is(List.of("key.txt")));
    assertThat(scenario.tables().everything(), not(containsString(WRONG_KEY)));
  }

  private List<String> filesThatHoldTheKey() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(UnusableProviderIT::holdsTheKey)
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  private static boolean holdsTheKey(Path file) {
    try {
      return Files.readString(file, ISO_8859_1).contains(WRONG_KEY);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
