package org.postlabel.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * The JDBC drivers that our class loader has loaded. A cluster loads our classes again for each
 * pipeline, and what is registered with {@link DriverManager} keeps them for as long as the process
 * runs: there, drivers are registered only while a data source looks for its own. Thread-safe.
 */
final class Drivers {
  private static final ClassLoader LOADER = Drivers.class.getClassLoader();

  private Drivers() {}

  /** Has {@code config} open connections without a driver that stays registered. */
  static void leaveNoneRegistered(HikariConfig config) {
    if (LOADER != ClassLoader.getSystemClassLoader()) {
      Ours.prepare(config);
    }
  }

  private static final class Ours {
    /** Both, since each registers itself when anything first uses it. */
    private static final List<Driver> DRIVERS =
        List.of(new org.postgresql.Driver(), new org.sqlite.JDBC());

    static synchronized void prepare(HikariConfig config) {
      try {
        if (config.getDataSource() == null) {
          config.setDataSource(dataSource(config));
        }
      } finally {
        DriverManager.drivers()
            .filter(driver -> driver.getClass().getClassLoader() == LOADER)
            .forEach(Ours::deregister);
      }
    }

    private static DriverDataSource dataSource(HikariConfig config) {
      try {
        for (Driver driver : DRIVERS) {
          DriverManager.registerDriver(driver);
        }
        return new DriverDataSource(
            config.getJdbcUrl(),
            config.getDriverClassName(),
            config.getDataSourceProperties(),
            config.getUsername(),
            config.getPassword());
      } catch (SQLException e) {
        throw new IllegalStateException("cannot register the JDBC drivers", e);
      }
    }

    private static void deregister(Driver driver) {
      try {
        DriverManager.deregisterDriver(driver);
      } catch (SQLException e) {
        throw new IllegalStateException("cannot deregister the JDBC driver " + driver, e);
      }
    }
  }
}
