package org.postlabel.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.emulator.EmulatorStats;

/** An emulator in a process of its own, so that the test's load does not delay it. */
public final class ProviderProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final ObjectMapper mapper =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Process process;
  private final URI endpoint;

  private ProviderProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one on a free port, with {@code options} of the command {@code emulator}. */
  public static ProviderProcess start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseZGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", Path.of("target", "postlabel.jar").toAbsolutePath().toString()));
    command.addAll(List.of("emulator", "--port=0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String banner =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    Matcher address = ADDRESS.matcher(String.valueOf(banner));
    assertThat("the first line holds the address: " + banner, address.find());
    return new ProviderProcess(process, URI.create(address.group()));
  }

  public URI endpoint() {
    return endpoint;
  }

  public EmulatorStats stats() throws IOException {
    return mapper.readValue(endpoint.resolve("/stats").toURL(), EmulatorStats.class);
  }

  /** With the calls of each text. */
  public EmulatorStats statsOfTexts() throws IOException {
    return mapper.readValue(endpoint.resolve("/stats?texts=true").toURL(), EmulatorStats.class);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
