package org.postlabel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
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
    Connection connection = connect(username, password);
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

  /** With the driver itself: one that our class loader has loaded may not be registered. */
  private Connection connect(String usernameOrNull, String passwordOrNull) throws SQLException {
    Properties login = new Properties();
    if (usernameOrNull != null) {
      PGProperty.USER.set(login, usernameOrNull);
    }
    if (passwordOrNull != null) {
      PGProperty.PASSWORD.set(login, passwordOrNull);
    }
    return new Driver().connect(getUrl(), login);
  }

  private String begin(boolean isLocal) {
    return SchemaSearch.begin(Optional.ofNullable(schemaOrNull), isLocal);
  }
}
