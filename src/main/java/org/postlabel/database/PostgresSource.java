package org.postlabel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.postlabel.database.pooler.PooledSession;

/**
 * Connects to PostgreSQL, and has each connection, or each transaction where a pooler shares the
 * server's sessions among its clients, begin in UTC and in our schema.
 */
final class PostgresSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  private final String schemaOrNull;

  /** In the schema that is named, or else in that in which our tables are found. */
  PostgresSource(Optional<String> schema) {
    this.schemaOrNull = schema.orElse(null);
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    Connection connection = super.getConnection(username, password);
    try {
      if (PooledSession.isNeeded(connection)) {
        return PooledSession.over(connection, "SET LOCAL TIME ZONE 'UTC'; " + begin(true));
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TIME ZONE 'UTC'; " + begin(false));
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private String begin(boolean isLocal) {
    return SchemaSearch.begin(Optional.ofNullable(schemaOrNull), isLocal);
  }
}
