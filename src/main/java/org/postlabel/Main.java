package org.postlabel;

import java.util.List;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.Outage;
import org.postlabel.importing.FileUnusableException;
import org.postlabel.run.RunInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one command and turns its end into an exit code. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    int code = run(List.of(args)).code();
    Database.closePools();
    System.out.flush();
    System.exit(code);
  }

  static ExitCode run(List<String> args) {
    try {
      return Command.named(args.isEmpty() ? "help" : args.get(0))
          .run(CommandLine.parse(args.subList(Math.min(1, args.size()), args.size())));
    } catch (IllegalArgumentException | DatabaseUnusableException | FileUnusableException e) {
      return end(e, ExitCode.USAGE);
    } catch (RunInProgressException e) {
      return end(e, ExitCode.RUN_AGAIN);
    } catch (Exception e) {
      LOG.debug("The whole story:", e);
      return Outage.isBehind(e)
          ? end(Outage.message(e), ExitCode.RUN_AGAIN)
          : end(rootCause(e), ExitCode.FAILED);
    }
  }

  private static ExitCode end(Throwable error, ExitCode code) {
    return end(error.getMessage() == null ? error.getClass().getName() : error.getMessage(), code);
  }

  private static ExitCode end(String message, ExitCode code) {
    System.err.println("postlabel: " + message);
    return code;
  }

  private static Throwable rootCause(Throwable error) {
    return error.getCause() == null ? error : rootCause(error.getCause());
  }
}
