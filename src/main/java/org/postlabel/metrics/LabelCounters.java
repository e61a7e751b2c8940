package org.postlabel.metrics;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.toMap;

import java.io.Serializable;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.postlabel.post.Label;
import org.postlabel.post.Reason;

/** Counts the labels that a step makes: with scores, and without by reason. */
public final class LabelCounters implements Serializable {
  private final Counter labelled = Figure.POSTS_LABELLED.counter();
  private final Counter failed = Figure.POSTS_FAILED.counter();
  private final Map<Reason, Counter> failedByReason =
      stream(Reason.values()).collect(toMap(reason -> reason, Figure.POSTS_FAILED::counter));

  public void count(Label label) {
    if (label.isSuccessful()) {
      labelled.inc();
    } else {
      failed.inc();
      label.reason().map(failedByReason::get).ifPresent(Counter::inc);
    }
  }
}
