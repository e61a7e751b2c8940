package org.postlabel.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.postlabel.database.Database;
import org.postlabel.database.Snapshot;

/**
 * A run that was submitted to a cluster and whose workers have given no heartbeat yet.
 *
 * @param master of the cluster
 */
public record AwaitedRun(String runId, String master) {
  /** Those that have not ended by what they wrote; none in a database of an older version. */
  public static List<AwaitedRun> all(Database database) {
    List<AwaitedRun> awaited = new ArrayList<>();
    try (Connection connection = database.connectToRead()) {
      if (Snapshot.columns(connection, database.dialect(), "runs").contains("awaited_on")) {
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT run_id, awaited_on FROM runs"
                        + " WHERE status = 'running' AND awaited_on IS NOT NULL")) {
          while (row.next()) {
            awaited.add(new AwaitedRun(row.getString("run_id"), row.getString("awaited_on")));
          }
        }
      }
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    return awaited;
  }
}
