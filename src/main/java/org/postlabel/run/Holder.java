package org.postlabel.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The process that holds a run, as {@code host/process id}. */
public record Holder(String host, long processId) {
  public static Holder self() {
    return new Holder(hostName(), ProcessHandle.current().pid());
  }

  static Holder parse(String text) {
    int slash = text.lastIndexOf('/');
    return new Holder(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
  }

  /** Whether it was a process of this machine that is no more. */
  boolean isKnownDead() {
    return host.equals(hostName())
        && ProcessHandle.of(processId).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return host + "/" + processId;
  }
}
