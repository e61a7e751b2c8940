package org.postlabel.export;

import java.time.Instant;
import java.util.Optional;
import org.postlabel.database.Timestamps;

/**
 * Which labels are exported.
 *
 * @param since the earliest time of a label; empty means any
 * @param runId the run that made a label; empty means any
 */
record LabelSelection(Optional<Instant> since, Optional<String> runId) {
  static LabelSelection from(ExportOptions options) {
    return new LabelSelection(
        Optional.ofNullable(options.getSince()).map(Timestamps::parseSince),
        Optional.ofNullable(options.getRun()));
  }
}
