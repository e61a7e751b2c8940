package org.postlabel.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who holds a run, as {@code host/process id}. */
public record Holder(String host, long processId) {
  private static final long NO_PROCESS = 0;

  public static Holder thisProcess() {
    return new Holder(hostName(), ProcessHandle.current().pid());
  }

  /** The workers of a cluster, which may outlive the process that submits to it. */
  public static Holder cluster(String master) {
    return new Holder("cluster " + master, NO_PROCESS);
  }

  static Holder parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return new Holder(text, NO_PROCESS);
    }
    return new Holder(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
  }

  /** Whether it was a process of this machine that is no more. */
  boolean isKnownDead() {
    return processId != NO_PROCESS
        && host.equals(hostName())
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
    return processId == NO_PROCESS ? host : host + "/" + processId;
  }
}
