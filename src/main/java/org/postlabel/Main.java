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

  private static final String HANDS_OVER = "--attachedMode=false";

  private Main() {}

  /**
   * Ends this process with an exit code, unless it hands a run over to a cluster: then it may be
   * the cluster's own process, which is not ours to end.
   *
   * @throws IllegalStateException to tell the cluster that the run was not handed over
   */
  public static void main(String[] args) {
    ExitCode code = run(List.of(args));
    Database.closePools();
    System.out.flush();
    if (!List.of(args).contains(HANDS_OVER)) {
      System.exit(code.code());
    }
    if (code != ExitCode.DONE) {
      throw new IllegalStateException("the run was not handed over; the log says why");
    }
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
