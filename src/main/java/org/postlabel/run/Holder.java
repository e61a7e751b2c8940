package org.postlabel.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a run, shown as {@code host/process id}.
 *
 * @param processOrNull what tells the process apart from others that had its number; null when it
 *     is not known
 */
public record Holder(String host, long processId, String processOrNull) {
  private static final long NO_PROCESS = 0;
  private static final String CLUSTER = "cluster ";
  private static final Pattern PROCESS = Pattern.compile("(.*)/(\\d{1,18})");

  public static Holder thisProcess() {
    return of(ProcessHandle.current().pid());
  }

  /** The workers of a cluster, which may outlive the process that submits to it. */
  public static Holder cluster(String master) {
    return new Holder(CLUSTER + master, NO_PROCESS, null);
  }

  /** The process {@code id} of this machine. */
  static Holder of(long id) {
    return new Holder(hostName(), id, ProcessIdentity.of(id).orElse(null));
  }

  /** The holder of a run in {@code row}; a database of an older version knows no more of it. */
  static Holder of(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    String process = null;
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      if (columns.getColumnName(column).equals("holder_process")) {
        process = row.getString(column);
      }
    }
    return parse(row.getString("holder"), process);
  }

  /** What {@link #toString} made {@code text} of. */
  static Holder parse(String text, String processOrNull) {
    Matcher process = PROCESS.matcher(text);
    return process.matches() && !text.startsWith(CLUSTER)
        ? new Holder(process.group(1), Long.parseLong(process.group(2)), processOrNull)
        : new Holder(text, NO_PROCESS, null);
  }

  /** Whether it was a process that this one would see, and does not. */
  boolean isKnownDead() {
    return processOrNull != null && ProcessIdentity.hasEnded(processId, processOrNull);
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
