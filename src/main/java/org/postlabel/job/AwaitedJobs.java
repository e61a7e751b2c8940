package org.postlabel.job;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.postlabel.database.Database;
import org.postlabel.run.AwaitedRun;
import org.postlabel.run.RunRow;

/**
 * The jobs of detached runs whose workers have given no heartbeat yet. Such a run is alive for as
 * long as its cluster has its job, however long that waits for a free slot; where the cluster
 * cannot be asked, for ten minutes.
 */
public final class AwaitedJobs {
  /** How long a cluster may take until the first worker gives a heartbeat. */
  static final Duration START = Duration.ofMinutes(10);

  private static final int ANSWER_SECONDS = 10;

  private AwaitedJobs() {}

  /** Marks the runs as died whose job their cluster does not have, or has ended. */
  public static void settle(Database database) throws InterruptedException {
    for (AwaitedRun run : AwaitedRun.all(database)) {
      RunRow row = new RunRow(database, run.runId());
      try {
        if (hasJob(run)) {
          row.awaitOn(run.master(), START);
        } else {
          row.loseAwaited("the cluster %s no longer has its job".formatted(run.master()));
        }
      } catch (UnreachableException e) {
        System.err.printf(
            "postlabel: the cluster %s cannot be asked for the job of run %s (%s); the run counts"
                + " as running for %d minutes after it was submitted or last found there%n",
            run.master(), run.runId(), e.getMessage(), START.toMinutes());
      }
    }
  }

  /** The name of the cluster's job of the run {@code runId}. */
  static String jobName(String runId) {
    return "postlabel-" + runId;
  }

  private static boolean hasJob(AwaitedRun run) throws UnreachableException, InterruptedException {
    try (RestClusterClient<StandaloneClusterId> cluster =
        new RestClusterClient<>(configuration(run.master()), StandaloneClusterId.getInstance())) {
      return cluster.listJobs().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
          .anyMatch(
              job ->
                  job.getJobName().equals(jobName(run.runId()))
                      && !job.getJobState().isGloballyTerminalState());
    } catch (ExecutionException e) {
      throw new UnreachableException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new UnreachableException("no answer for %d s".formatted(ANSWER_SECONDS), e);
    } catch (InterruptedException | UnreachableException e) {
      throw e;
    } catch (Exception e) { // As the constructor of Flink's client declares.
      throw new UnreachableException(e.getMessage(), e);
    }
  }

  private static Configuration configuration(String master) throws UnreachableException {
    int colon = master.lastIndexOf(':');
    if (colon < 0) {
      throw new UnreachableException("its address is not known", null);
    }
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, master.substring(0, colon));
    configuration.set(RestOptions.PORT, Integer.parseInt(master.substring(colon + 1)));
    configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
    return configuration;
  }

  private static final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
