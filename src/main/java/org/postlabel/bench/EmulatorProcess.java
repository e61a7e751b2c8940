package org.postlabel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
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

/** An emulator in a process of its own. */
final class EmulatorProcess implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
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
  Traffic traffic() throws IOException {
    JsonNode stats = MAPPER.readTree(endpoint.resolve("/stats").toURL());
    JsonNode arrived = stats.path("arrived");
    return new Traffic(
        arrived.path("calls").asLong(),
        arrived.path("maxInAnySecond").asLong(),
        MAPPER.convertValue(arrived.path("secondsByTenth"), new TypeReference<List<Double>>() {}),
        stats.path("callsByStatus").path("429").asLong());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * Calls that arrived.
   *
   * @param secondsByTenth from the first call until each tenth of them had come, from none to all
   */
  record Traffic(long calls, long maxInAnySecond, List<Double> secondsByTenth, long throttled) {
    /** Calls a second, with the start and the end of the run. */
    double rate() {
      return rate(0, 10);
    }

    /** Calls a second while the run neither starts nor ends. */
    double steadyRate() {
      return rate(2, 9);
    }

    /** The rate over the last tenth of all calls, as a part of that over the first tenth. */
    double lastTenthOfFirst() {
      return rate(9, 10) / rate(0, 1);
    }

    /** From the first call to the last there is one interval less than calls. */
    private double rate(int fromTenth, int toTenth) {
      double seconds = secondsByTenth.get(toTenth) - secondsByTenth.get(fromTenth);
      return (calls - 1) * (toTenth - fromTenth) / 10.0 / seconds;
    }
  }
}
