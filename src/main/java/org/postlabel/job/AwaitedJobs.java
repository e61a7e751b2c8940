package org.postlabel.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");

  private AwaitedJobs() {}

  /**
   * Marks the runs as died whose job their cluster does not have, or has ended. For each command
   * that must not work while a run does, before it looks whether one does.
   */
  public static void settle(Database database) throws InterruptedException {
    for (Answer answer : ask(database)) {
      RunRow row = new RunRow(database, answer.runId);
      switch (answer.state) {
        case HAS_ITS_JOB -> row.awaitOn(answer.master, START);
        case LOST -> row.loseAwaited(answer.sentence);
        case UNKNOWN -> System.err.println("postlabel: " + answer.sentence);
      }
    }
  }

  /** The name of the cluster's job of the run {@code runId}. */
  static String jobName(String runId) {
    return "postlabel-" + runId;
  }

  /** What the clusters of those runs answer now; changes nothing. */
  public static List<Answer> ask(Database database) throws InterruptedException {
    List<Answer> answers = new ArrayList<>();
    for (AwaitedRun run : AwaitedRun.all(database)) {
      answers.add(ask(run));
    }
    return answers;
  }

  private static Answer ask(AwaitedRun run) throws InterruptedException {
    try {
      return hasJob(run)
          ? new Answer(
              run,
              State.HAS_ITS_JOB,
              "the cluster %s has its job; no worker has given a heartbeat yet"
                  .formatted(run.master()))
          : new Answer(
              run, State.LOST, "the cluster %s no longer has its job".formatted(run.master()));
    } catch (UnreachableException e) {
      return new Answer(
          run,
          State.UNKNOWN,
          ("the cluster %s cannot be asked for the job of run %s (%s); the run counts as running"
                  + " for %d minutes after it was submitted or last found there")
              .formatted(run.master(), run.runId(), e.getMessage(), START.toMinutes()));
    }
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
    Matcher address = ADDRESS.matcher(Cluster.withoutScheme(master));
    if (!address.matches()) {
      throw new UnreachableException("its address is not known", null);
    }
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, address.group(1));
    configuration.set(RestOptions.PORT, Integer.parseInt(address.group(2)));
    configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
    return configuration;
  }

  /** Whether a cluster has the job of a run. */
  public enum State {
    HAS_ITS_JOB,
    LOST,
    UNKNOWN
  }

  /**
   * What a cluster answers for a run.
   *
   * @param sentence for people
   */
  public record Answer(String runId, String master, State state, String sentence) {
    private Answer(AwaitedRun run, State state, String sentence) {
      this(run.runId(), run.master(), state, sentence);
    }
  }

  private static final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
