package org.postlabel.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;
import org.postlabel.metrics.Latencies;

/**
 * A run that is over, with its labels and its traffic, written straight into the tables: some posts
 * come from people who mean harm to whoever reads them in a browser.
 */
public final class ReportedRun {
  public static final String ID = "20260502-080000-a1b2";
  public static final String SCORER = "perspective/v1alpha1/en";
  public static final String HOSTILE_TEXT =
      "</blockquote></script><script>document.title='text'</script>";
  public static final String HOSTILE_URI = "at://x\"'><img src=x onerror=\"document.title='uri'\">";
  public static final String HOSTILE_SOURCE =
      "</td></table><script>document.title='source'</script>&amp;`${alert(1)}`";

  private static final Instant START = Instant.parse("2026-05-02T08:00:03Z");
  private static final int SECONDS = 900;
  private static final long SEED = 5;

  /** How much an attribute follows hostility, and how much warmth. */
  private static final double[][] WEIGHTS = {
    {.9, -.1}, {.6, -.05}, {.5, 0}, {.85, -.1}, {.7, 0}, {.4, 0}, {-.1, .7}, {-.2, .8},
    {-.1, .4}, {-.1, .3}, {-.2, .4}, {0, .5}, {-.1, .4}, {-.3, .8}, {.5, -.1}, {.4, -.1},
    {.5, 0}, {.6, 0}, {.5, 0}, {.3, .1}, {.1, .3}, {.1, 0}
  };

  private final Database database;
  private final List<String> columns;
  private final Random random = new Random(SEED);

  private ReportedRun(Database database, List<String> columns) {
    this.database = database;
    this.columns = columns;
  }

  /** Adds the run and as many labels to {@code database}. */
  public static void addTo(Database database, List<String> columns, int labels) {
    ReportedRun run = new ReportedRun(database, columns);
    database
        .jdbi()
        .useTransaction(
            handle -> {
              run.addRun(handle, labels);
              run.addTraffic(handle);
              run.addLabels(handle, labels);
            });
  }

  private void addRun(Handle handle, int labels) {
    Dialect dialect = database.dialect();
    handle.execute(
        """
        INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options, started_at,
                          heartbeat_at, finished_at, posts, posts_read, metadata_new, labelled,
                          failed, left_for_later, from_ledger, calls, retries, stop_kind,
                          stop_message)
        VALUES (?, ?, 'stopped', 'elsewhere/1', '0.1.0', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                'ASKED', 'stopped by a signal; run again')""",
        ID,
        SCORER,
        "{\"queriesPerSecond\":\"10.0\",\"endpoint\":\"https://example.org/<script>\"}",
        dialect.timestamp(START),
        dialect.timestamp(START.plusSeconds(SECONDS)),
        dialect.timestamp(START.plusSeconds(SECONDS)),
        labels + 40,
        labels + 40,
        labels,
        labels - labels / 10,
        labels / 10,
        40,
        labels / 20,
        8_600,
        210);
  }

  private void addTraffic(Handle handle) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO run_traffic (run_id, worker, from_second, calls, retries, throttled,
                                     failures, from_ledger, latencies)
            VALUES (?, 'worker', ?, ?, ?, ?, ?, ?, ?)""");
    for (int second = 0; second < SECONDS; second += 10) {
      boolean isBusy = second >= 300 && second < 400;
      Histogram latencies = Latencies.none();
      for (int request = 0; request < 20; request++) {
        latencies.recordValue((long) (90_000 + 60_000 * random.nextDouble() * (isBusy ? 8 : 1)));
      }
      batch.add(
          ID,
          START.getEpochSecond() / 10 * 10 + second,
          second == 0 ? 68 : isBusy ? 60 : 96 + random.nextInt(4),
          isBusy ? 15 : random.nextInt(2),
          isBusy ? 14 : 0,
          isBusy ? 2 : random.nextInt(2),
          3,
          Latencies.text(latencies));
    }
    batch.execute();
  }

  private void addLabels(Handle handle, int labels) {
    PreparedBatch posts =
        handle.prepareBatch("INSERT INTO posts (uri, text, created_at) VALUES (?, ?, ?)");
    PreparedBatch metadata =
        handle.prepareBatch(
            "INSERT INTO record_classification_metadata (uri, text, source) VALUES (?, ?, ?)");
    PreparedBatch rows =
        handle.prepareBatch(
            "INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled, reason,"
                + " label_timestamp, text_hash, scorer_id, run_id, "
                + String.join(", ", columns)
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?"
                + ", ?".repeat(columns.size())
                + ")");
    for (int i = 0; i < labels; i++) {
      boolean isHostile = i % 100 == 7;
      String uri = (isHostile ? HOSTILE_URI : "at://did:plc:seeded/app.bsky.feed.post/") + i;
      String text = (isHostile ? HOSTILE_TEXT : "A post of the seeded kind, number ") + " " + i;
      posts.add(uri, text, time(postedAt(i)));
      metadata.add(uri, text, source(i, isHostile));
      List<Object> row = new ArrayList<>();
      boolean hasScores = i % 10 != 3;
      row.addAll(Arrays.asList(uri, text, hasScores, hasScores ? null : reason(i)));
      row.addAll(Arrays.asList(time(START.plusSeconds(i % SECONDS)), "hash" + i, SCORER, ID));
      row.addAll(hasScores ? scores(isHostile) : Collections.nCopies(columns.size(), null));
      rows.add(row.toArray());
    }
    posts.execute();
    metadata.execute();
    rows.execute();
  }

  private Object time(Instant instant) {
    return database.dialect().timestamp(instant);
  }

  /** Three weeks, busier towards their end. */
  private static Instant postedAt(int post) {
    return Instant.parse("2026-04-10T00:00:00Z")
        .plus(Duration.ofMinutes((long) (Math.sqrt(post % 997 / 997.0) * 21 * 24 * 60)));
  }

  private static String source(int post, boolean isHostile) {
    return isHostile ? HOSTILE_SOURCE : post % 3 == 0 ? "most_liked" : "firehose";
  }

  private static String reason(int post) {
    return post % 20 == 3 ? "text_too_short" : "language_not_supported";
  }

  private List<Double> scores(boolean isHostile) {
    double hostility = isHostile ? 1 : Math.pow(random.nextDouble(), 3);
    double warmth = Math.pow(random.nextDouble(), 1.5) * (1 - hostility);
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      double[] weights = WEIGHTS[i % WEIGHTS.length];
      double noise = 0.12 * random.nextDouble();
      double score = weights[0] * hostility + weights[1] * warmth + noise;
      scores.add(Math.min(1, Math.max(0, score)));
    }
    return scores;
  }
}
