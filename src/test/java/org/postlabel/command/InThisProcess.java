package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postlabel.Main;
import org.postlabel.database.Database;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.StandardError;

/** Runs a command in this process, as the launcher would; one at a time keeps outputs apart. */
public final class InThisProcess {
  private InThisProcess() {}

  /** Runs {@code command} on {@code database}. */
  public static Ended run(Database database, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(optionsOf(database));
    return run(arguments);
  }

  /** The options that name {@code database}; more can be added. */
  public static List<String> optionsOf(Database database) {
    List<String> options = new ArrayList<>(List.of("--connectionURL=" + database.url()));
    if (database.usernameOrNull() != null) {
      options.add("--username=" + database.usernameOrNull());
    }
    if (database.passwordFileOrNull() != null) {
      options.add("--passwordFile=" + database.passwordFileOrNull());
    }
    database.schema().ifPresent(schema -> options.add("--schema=" + schema));
    return options;
  }

  public static Ended run(List<String> arguments) {
    return run(arguments, Map.of());
  }

  static Ended run(List<String> arguments, Map<String, String> environment) {
    PrintStream out = System.out;
    ByteArrayOutputStream heardOut = new ByteArrayOutputStream();
    long start = System.nanoTime();
    try (PrintStream newOut = new PrintStream(heardOut, true, UTF_8);
        StandardError err = new StandardError()) {
      System.setOut(newOut);
      ExitCode code = Main.run(arguments, environment);
      return new Ended(
          code.code(),
          heardOut.toString(UTF_8),
          err.text(),
          Duration.ofNanos(System.nanoTime() - start));
    } finally {
      System.setOut(out);
    }
  }
}
