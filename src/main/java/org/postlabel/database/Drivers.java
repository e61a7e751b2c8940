package org.postlabel.database;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * The JDBC drivers that our class loader has loaded. A cluster loads our classes again for each
 * pipeline, and what is registered with {@link DriverManager} keeps them for as long as the process
 * runs: there, none stays registered, and data sources connect with their driver itself.
 * Thread-safe.
 */
final class Drivers {
  private static final ClassLoader LOADER = Drivers.class.getClassLoader();

  private Drivers() {}

  /** Deregisters our drivers where our classes have a class loader of their own. */
  static void leaveNoneRegistered() {
    if (LOADER != ClassLoader.getSystemClassLoader()) {
      Ours.deregister();
    }
  }

  private static final class Ours {
    /** Each registers itself when anything first uses it: by now, both have. */
    private static final List<Driver> DRIVERS =
        List.of(new org.postgresql.Driver(), new org.sqlite.JDBC());

    static synchronized void deregister() {
      List<Class<?>> ours = DRIVERS.stream().<Class<?>>map(Driver::getClass).toList();
      DriverManager.drivers()
          .filter(driver -> ours.contains(driver.getClass()))
          .forEach(Ours::deregister);
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
