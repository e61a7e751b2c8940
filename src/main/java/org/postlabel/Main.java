package org.postlabel;

import java.util.List;
import java.util.Map;
import org.postlabel.command.Command;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.Outage;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.Version;
import org.postlabel.run.RunInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one command and turns its end into an exit code. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final String DETACHED = "--attachedMode=false";

  private Main() {}

  /**
   * Ends this process with an exit code, unless it submits a detached run: then it may be the
   * cluster's own process, which must go on.
   *
   * @throws IllegalStateException to tell the cluster that the run was not submitted
   */
  public static void main(String[] args) {
    ExitCode code = run(List.of(args), System.getenv());
    Database.closePools();
    System.out.flush();
    if (!List.of(args).contains(DETACHED)) {
      System.exit(code.code());
    }
    if (code != ExitCode.DONE) {
      throw new IllegalStateException("the run was not submitted; see the log for the cause");
    }
  }

  public static ExitCode run(List<String> args, Map<String, String> environment) {
    if (args.equals(List.of("--version"))) {
      System.out.println("postlabel " + Version.get());
      return ExitCode.DONE;
    }
    CommandLine line = new CommandLine(List.of(), Map.of());
    try {
      List<String> words = withHelpFirst(args);
      Command command = Command.named(words.get(0));
      line = CommandLine.parse(words.subList(1, words.size()));
      line = command.withLayers(line, environment);
      return command.run(line);
    } catch (IllegalArgumentException e) {
      return end(line.withOrigin(messageOf(e)), ExitCode.USAGE);
    } catch (DatabaseUnusableException e) {
      return Outage.isSaidByServer(e)
          ? end(Outage.message(e), ExitCode.RUN_AGAIN)
          : end(messageOf(e), ExitCode.USAGE);
    } catch (FileUnusableException e) {
      return end(messageOf(e), ExitCode.USAGE);
    } catch (RunInProgressException e) {
      return end(messageOf(e), ExitCode.RUN_AGAIN);
    } catch (Exception e) {
      LOG.debug("Stack trace:", e);
      return Outage.isBehind(e)
          ? end(Outage.message(e), ExitCode.RUN_AGAIN)
          : end(messageOf(rootCause(e)), ExitCode.FAILED);
    }
  }

  /** Takes {@code --help} and {@code -h} as well. */
  private static List<String> withHelpFirst(List<String> args) {
    if (args.isEmpty()) {
      return List.of("help");
    }
    if (!args.contains("--help") && !args.contains("-h")) {
      return args;
    }
    return args.get(0).startsWith("-") ? List.of("help") : List.of("help", args.get(0));
  }

  private static ExitCode end(String message, ExitCode code) {
    System.err.println("postlabel: " + message);
    return code;
  }

  private static String messageOf(Throwable error) {
    return error.getMessage() == null ? error.getClass().getName() : error.getMessage();
  }

  private static Throwable rootCause(Throwable error) {
    return error.getCause() == null ? error : rootCause(error.getCause());
  }
}
