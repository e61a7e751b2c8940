package org.postlabel.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One state of a database, to read at leisure: others may write meanwhile and are not seen, and
 * nothing can be written through it. Not thread-safe.
 */
public final class Snapshot implements AutoCloseable {
  private final Database database;
  private final Connection connection;

  private Snapshot(Database database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /**
   * The state of {@code database} when it is first read.
   *
   * @throws DatabaseUnusableException when it cannot be opened; no file is made where there is none
   */
  public static Snapshot of(Database database) {
    try {
      Connection connection = database.connectToRead();
      database.dialect().isolate(connection);
      return new Snapshot(database, connection);
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "cannot open the database " + database.url() + ": " + e.getMessage(), e);
    }
  }

  /** Short SQL in the snapshot's transaction. */
  public Handle handle() {
    return Jdbi.create(connection).open();
  }

  /** The names of the columns of {@code table}; none when there is no such table. */
  public Set<String> columns(String table) {
    try {
      return columns(connection, database.dialect(), table);
    } catch (SQLException e) {
      throw Migrations.unusable(database, e);
    }
  }

  /** The names of the columns of our {@code table} over any connection, in small letters. */
  public static Set<String> columns(Connection connection, Dialect dialect, String table)
      throws SQLException {
    Set<String> names = new TreeSet<>();
    try (ResultSet columns =
        connection.getMetaData().getColumns(null, dialect.ourSchema(connection), table, null)) {
      while (columns.next()) {
        names.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  Database database() {
    return database;
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
