package org.postlabel.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.postlabel.database.Database;

/**
 * A run that was submitted to a cluster and whose workers have given no heartbeat yet.
 *
 * @param master of the cluster
 */
public record AwaitedRun(String runId, String master) {
  /** Those that have not ended by what they wrote; none in a database of an older version. */
  public static List<AwaitedRun> all(Database database) {
    List<AwaitedRun> awaited = new ArrayList<>();
    try (Connection connection = database.connectToRead();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM runs WHERE status = 'running'")) {
      boolean isKept = hasColumn(row.getMetaData(), "awaited_on");
      while (isKept && row.next()) {
        if (row.getString("awaited_on") != null) {
          awaited.add(new AwaitedRun(row.getString("run_id"), row.getString("awaited_on")));
        }
      }
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    return awaited;
  }

  private static boolean hasColumn(ResultSetMetaData columns, String name) throws SQLException {
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      if (columns.getColumnName(column).equals(name)) {
        return true;
      }
    }
    return false;
  }
}
