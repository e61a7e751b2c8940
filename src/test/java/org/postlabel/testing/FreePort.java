package org.postlabel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that cannot choose one itself. It is below the ephemeral range (from 32768 on
 * Linux, 49152 elsewhere), whose ports any connection can take before the server listens.
 */
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int FIRST_EPHEMERAL = 32_768;

  private FreePort() {}

  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, FIRST_EPHEMERAL);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // It is taken; try another.
      }
    }
  }
}
