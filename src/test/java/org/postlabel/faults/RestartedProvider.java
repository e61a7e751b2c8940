package org.postlabel.faults;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.EmulatorStats;
import org.postlabel.emulator.settings.EmulatorSetup;

/** A provider that ends and is started again at the same address; its logs are kept. */
final class RestartedProvider implements AutoCloseable {
  private final EmulatorSetup setup;
  private final List<EmulatorStats> earlier = new ArrayList<>();
  private Emulator current;

  RestartedProvider(EmulatorSetup setup) throws IOException {
    this.current = Emulator.start(setup.config());
    this.setup = setup.with("port", current.endpoint().getPort());
  }

  URI endpoint() {
    return current.endpoint();
  }

  /** Cuts all connections; answers that are not sent by now never are. */
  void stop() {
    current.close();
    earlier.add(current.stats());
  }

  void start() throws IOException {
    current = Emulator.start(setup.config());
  }

  /** The calls of each text by its hash, in all its lives. */
  Map<String, Integer> callsByHash() {
    Map<String, Integer> calls = new HashMap<>();
    for (EmulatorStats stats : all()) {
      stats.texts().callsByHash().forEach((hash, times) -> calls.merge(hash, times, Integer::sum));
    }
    return calls;
  }

  int maxInAnySecond() {
    return all().stream().mapToInt(stats -> stats.arrived().maxInAnySecond()).max().orElse(0);
  }

  private List<EmulatorStats> all() {
    List<EmulatorStats> all = new ArrayList<>(earlier);
    all.add(current.stats());
    return all;
  }

  @Override
  public void close() {
    current.close();
  }
}
