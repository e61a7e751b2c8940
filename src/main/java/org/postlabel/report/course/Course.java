package org.postlabel.report.course;

import java.util.List;
import org.postlabel.metrics.Counts;

/**
 * The traffic of a run over time.
 *
 * @param quotaPerSecondOrNull queries that the options allow; null means no limit
 * @param stretchSeconds the length of a stretch
 * @param stretches in order, without a gap; none when no traffic was kept
 * @param latency over the whole run
 */
public record Course(
    Double quotaPerSecondOrNull, long stretchSeconds, List<Stretch> stretches, Latency latency) {
  public Course {
    stretches = List.copyOf(stretches);
  }

  /** Over the whole run. */
  public Counts total() {
    return stretches.stream().map(Stretch::counts).reduce(Counts.NONE, Counts::plus);
  }
}
