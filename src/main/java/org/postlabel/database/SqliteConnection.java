package org.postlabel.database;

import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection that can be rolled back after a full disk. SQLite rolls back by itself then, and
 * answers our own rollback with an error that does no harm
 * (https://www.sqlite.org/lang_transaction.html, section 3.1) but would hide the true one.
 */
final class SqliteConnection extends JDBC4Connection {
  SqliteConnection(String url, Properties properties) throws SQLException {
    super(url, url.substring(SqliteDialect.URL_PREFIX.length()), properties);
  }

  @Override
  public void rollback() throws SQLException {
    try {
      super.rollback();
    } catch (SQLiteException e) {
      if (e.getResultCode() != SQLiteErrorCode.SQLITE_ERROR) {
        throw e;
      }
      getDatabase().exec(transactionPrefix(), getAutoCommit());
      setFirstStatementExecuted(false);
    }
  }
}
