package org.postlabel.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The pool that is open for a database at the moment, whichever that is. Thread-safe. */
record Pool(Database database) implements DataSource {
  @Override
  public Connection getConnection() throws SQLException {
    return database.open().getConnection();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return database.open().getConnection(username, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return database.open().getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    database.open().setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    database.open().setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return database.open().getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.postlabel");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return database.open().unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return database.open().isWrapperFor(type);
  }
}
