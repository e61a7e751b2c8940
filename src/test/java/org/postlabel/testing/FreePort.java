package org.postlabel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that must be told one. It lies below those that a system hands out by itself
 * (from 32768 on Linux, 49152 elsewhere): one of these can be taken by any connection before the
 * server listens.
 */
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int FIRST_HANDED_OUT = 32_768;

  private FreePort() {}

  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, FIRST_HANDED_OUT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // It is taken; try another.
      }
    }
  }
}
