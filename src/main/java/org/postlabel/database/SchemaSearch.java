package org.postlabel.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * In which schema of PostgreSQL our tables are. Each connection looks for itself when it is opened:
 * that costs no state, and finds the tables of earlier versions, which were in the user's own
 * schema, mostly {@code public}. Names that are not ours are searched where the user's connections
 * search them.
 */
final class SchemaSearch {
  static final String DEFAULT = "postlabel";

  /** A setting of the session that holds the name of our schema. */
  private static final String SETTING = "postlabel.schema";

  private static final String FOUND =
      """
      CASE WHEN (SELECT COUNT(*) FROM pg_catalog.pg_class c
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = current_schema() AND c.relname IN
                   ('record_classification_metadata', 'ledger', 'run_posts')) = 3
      THEN current_schema() ELSE '%s' END\
      """
          .formatted(DEFAULT);

  private SchemaSearch() {}

  /**
   * SQL with which a connection begins, or a transaction.
   *
   * @param isLocal whether it holds for one transaction only
   */
  static String begin(Optional<String> named, boolean isLocal) {
    return """
    SELECT set_config('%1$s', %2$s, %3$s);
    SELECT set_config('search_path', quote_ident(current_setting('%1$s')) || ', ' ||
                      current_setting('search_path'), %3$s)\
    """
        .formatted(SETTING, named.map(schema -> "'" + schema + "'").orElse(FOUND), isLocal);
  }

  static String ours(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('" + SETTING + "')")) {
      row.next();
      return row.getString(1);
    }
  }

  static Optional<String> theirs(Connection connection, String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT n.nspname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname = ANY (current_schemas(false))
              AND n.nspname <> current_setting('%s')
            ORDER BY array_position(current_schemas(false), n.nspname) LIMIT 1\
            """
                .formatted(SETTING))) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
