package org.postlabel.database.pooler;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * A connection whose every transaction may be in another session of the server: all that a session
 * would keep is set for each transaction, and nothing is left behind for the others who share the
 * sessions. A statement by itself is a transaction too. Costs two round trips a transaction.
 */
public final class PooledSession {
  private static final List<String> DESCRIPTIONS = List.of("getMetaData", "getParameterMetaData");

  private final Connection server;
  private final String settings;
  private final Connection proxy = proxy(Connection.class, this::invoke);
  private boolean isAutoCommit = true;
  private boolean hasBegun;
  private int isolation = Connection.TRANSACTION_READ_COMMITTED;

  private PooledSession(Connection server, String settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Whether {@code connection} ends at a pooler: the server's process is not the one with which the
   * client has been told to cancel a statement, since only the pooler knows which that will be.
   */
  public static boolean isNeeded(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  /**
   * {@code server}, which is used in no other way from now on.
   *
   * @param settings SQL that sets for one transaction what it needs
   * @throws SQLException also when the pooler takes no transactions
   */
  public static Connection over(Connection server, String settings) throws SQLException {
    server.unwrap(PGConnection.class).setPrepareThreshold(0);
    server.setAutoCommit(false);
    PooledSession session = new PooledSession(server, settings);
    session.begin();
    session.end(false);
    return session.proxy;
  }

  private Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "getAutoCommit" -> {
        return isAutoCommit;
      }
      case "setAutoCommit" -> {
        if (hasBegun) {
          end(true);
        }
        isAutoCommit = (boolean) arguments[0];
        return null;
      }
      case "getTransactionIsolation" -> {
        return isolation;
      }
      case "setTransactionIsolation" -> {
        isolation = (int) arguments[0];
        return null;
      }
      case "commit" -> {
        end(true);
        return null;
      }
      case "rollback" -> {
        if (arguments != null) {
          return call(server, method, arguments);
        }
        end(false);
        return null;
      }
      case "isValid" -> {
        return isValid((int) arguments[0]);
      }
      case "createStatement", "prepareStatement", "prepareCall", "getMetaData" -> {
        Object made = call(server, method, localised(arguments));
        return proxy(method.getReturnType(), (it, use, values) -> use(made, use, values));
      }
      default -> {
        return call(server, method, arguments);
      }
    }
  }

  /** A call of a method of {@code target}, a statement or the metadata of the database. */
  private Object use(Object target, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (name.equals("getConnection")) {
      return proxy;
    }
    boolean asksServer =
        name.startsWith("execute")
            || target instanceof DatabaseMetaData
            || DESCRIPTIONS.contains(name);
    if (!asksServer) {
      return call(target, method, arguments);
    }
    if (isAutoCommit && target instanceof Statement statement) {
      statement.setFetchSize(0); // Rows that are not sent at once would end with the transaction.
    }
    begin();
    boolean isDone = false;
    try {
      Object result = call(target, method, localised(arguments));
      isDone = true;
      return result;
    } finally {
      if (isAutoCommit) {
        end(isDone);
      }
    }
  }

  private void begin() throws SQLException {
    if (!hasBegun) {
      hasBegun = true;
      try (Statement statement = server.createStatement()) {
        statement.execute(isolated(settings));
      }
    }
  }

  private void end(boolean commits) throws SQLException {
    hasBegun = false;
    if (commits) {
      server.commit();
    } else {
      server.rollback();
    }
  }

  private boolean isValid(int seconds) throws SQLException {
    boolean isValid = server.isValid(seconds);
    if (isValid && !hasBegun) {
      server.rollback();
    }
    return isValid;
  }

  private String isolated(String sql) {
    return isolation == Connection.TRANSACTION_REPEATABLE_READ
        ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; " + sql
        : sql;
  }

  /** What Flyway sets for its session holds for the transaction. */
  private static Object[] localised(Object[] arguments) {
    if (arguments == null || !(arguments[0] instanceof String sql)) {
      return arguments;
    }
    Object[] localised = arguments.clone();
    localised[0] =
        sql.replaceFirst("^SET (?=ROLE )", "SET LOCAL ")
            .replace("set_config('search_path', ?, false)", "set_config('search_path', ?, true)");
    return localised;
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            PooledSession.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
