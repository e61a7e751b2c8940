package org.postlabel.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.postlabel.database.Timestamps;

/**
 * Which labels are exported.
 *
 * @param since the earliest time of a label; empty means any
 * @param runId the run that made a label; empty means any
 */
record LabelSelection(Optional<Instant> since, Optional<String> runId) {
  private static final int LAST_YEAR = 9999;

  static LabelSelection from(ExportOptions options) {
    return new LabelSelection(
        Optional.ofNullable(options.getSince()).map(LabelSelection::since),
        Optional.ofNullable(options.getRun()));
  }

  private static Instant since(String option) {
    try {
      OffsetDateTime time =
          option.indexOf(':') < 0
              ? LocalDate.parse(option).atStartOfDay().atOffset(ZoneOffset.UTC)
              : Timestamps.parse(option);
      if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
        throw new DateTimeException("year out of range");
      }
      return time.toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--since must be a UTC time such as 2026-01-31T12:00:00Z, or a day such as 2026-01-31,"
              + " was "
              + option,
          e);
    }
  }
}
