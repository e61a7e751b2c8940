package org.postlabel.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.run.RecordedRun;

/**
 * The runs of a database and the state of its posts.
 *
 * @param runs newest first, the last of them only
 * @param allRuns how many there are in all
 * @param clusters what the clusters of runs without a worker yet answer, by the ids of the runs
 */
public record Status(
    PostStates posts,
    @JsonIgnore List<RunProgress> inProgress,
    @JsonIgnore List<RecordedRun> runs,
    long allRuns,
    @JsonIgnore Map<String, String> clusters) {
  public Status {
    clusters = Map.copyOf(clusters);
  }

  /**
   * The same with what a cluster answers for the run {@code runId}.
   *
   * @param isLost whether the cluster no longer has its job: the run died
   */
  public Status withCluster(String runId, boolean isLost, String sentence) {
    Map<String, String> all = new HashMap<>(clusters);
    all.put(runId, sentence);
    return new Status(
        posts,
        inProgress.stream().filter(run -> !isLost || !run.run().runId().equals(runId)).toList(),
        runs.stream().map(run -> isLost && run.runId().equals(runId) ? run.died() : run).toList(),
        allRuns,
        all);
  }
}
