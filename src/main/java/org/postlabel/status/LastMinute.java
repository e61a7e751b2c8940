package org.postlabel.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.postlabel.quota.Pace;
import org.postlabel.status.RunProgress.Queries;

/** What a run sent in the last stretches of traffic that are written. */
final class LastMinute {
  private static final long STRETCH_SECONDS = 10;
  private static final long SECONDS = 60;

  /** Workers write a stretch when it is over, each a little after that. */
  private static final long SECONDS_TO_WRITE = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private LastMinute() {}

  static Queries of(Handle handle, PastRun run, String options, Instant now) {
    long end = stretchOf(now.getEpochSecond() - SECONDS_TO_WRITE);
    long begin = Math.max(end - SECONDS, run.startedAt().getEpochSecond());
    long seconds = end - begin;
    return handle
        .select(
            """
            SELECT COALESCE(SUM(calls), 0) AS calls, COALESCE(SUM(retries), 0) AS retries,
                   COALESCE(SUM(throttled), 0) AS throttled, COALESCE(SUM(failures), 0) AS failures,
                   COALESCE(SUM(from_ledger), 0) AS from_ledger
            FROM run_traffic WHERE run_id = ? AND from_second >= ? AND from_second < ?""",
            run.id(),
            stretchOf(begin),
            end)
        .map(
            (row, context) ->
                new Queries(
                    seconds > 0
                        ? OptionalDouble.of((double) row.getLong("calls") / seconds)
                        : OptionalDouble.empty(),
                    quotaPerSecond(options),
                    row.getLong("retries"),
                    row.getLong("throttled"),
                    row.getLong("failures"),
                    row.getLong("from_ledger")))
        .one();
  }

  private static long stretchOf(long second) {
    return Math.floorDiv(second, STRETCH_SECONDS) * STRETCH_SECONDS;
  }

  private static OptionalDouble quotaPerSecond(String options) {
    try {
      JsonNode all = JSON.readTree(options);
      Pace pace =
          Pace.of(
              all.path("queriesPerSecond").asDouble(0), all.path("queriesPerMinute").asDouble(0));
      return pace.isLimited()
          ? OptionalDouble.of(pace.queriesPerWindow() / (pace.windowMicros() / 1e6))
          : OptionalDouble.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the options of a run are a JSON object", e);
    }
  }
}
