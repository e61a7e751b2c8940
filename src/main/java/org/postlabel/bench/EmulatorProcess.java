package org.postlabel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.emulator.EmulatorStats;

/** An emulator in a process of its own. */
final class EmulatorProcess implements AutoCloseable {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  /**
   * Calls that wait out a collection of garbage, or a compiler, would seem to have come all at
   * once.
   */
  private static final List<String> JAVA_OPTIONS =
      List.of("-Xmx512m", "-XX:+UseZGC", "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final URI endpoint;

  private EmulatorProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one on a free port. */
  static EmulatorProcess start(File log, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("emulator", "--port=0"));
    arguments.addAll(List.of(options));
    Process process = JavaProcess.start(List.of(), JAVA_OPTIONS, arguments, log);
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String banner = output.readLine();
    Matcher address = ADDRESS.matcher(banner == null ? "" : banner);
    if (!address.find()) {
      process.destroyForcibly();
      throw new IOException("the emulator did not start; see " + log);
    }
    return new EmulatorProcess(process, URI.create(address.group()));
  }

  URI endpoint() {
    return endpoint;
  }

  /** What it has counted so far. */
  EmulatorStats stats() throws IOException {
    return MAPPER.readValue(endpoint.resolve("/stats").toURL(), EmulatorStats.class);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
