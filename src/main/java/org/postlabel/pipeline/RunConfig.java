package org.postlabel.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.postlabel.database.Database;
import org.postlabel.post.LabelTable;
import org.postlabel.quota.Pace;
import org.postlabel.quota.TokenLimits;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scoring.CanaryRound;
import org.postlabel.scoring.RetryPolicy;
import org.postlabel.scoring.WorkerConfig;
import org.postlabel.scoring.WorkerLimits;
import org.postlabel.selection.TextPolicy;
import org.postlabel.selection.WorkList.Selection;
import org.postlabel.selection.sample.Sample;
import org.postlabel.selection.source.PostSource;
import org.postlabel.selection.source.SourceOptions;

/** The options of a run, read and checked: nothing deeper sees options. */
public record RunConfig(
    Database database,
    Selection selection,
    TextPolicy texts,
    int batchSize,
    long sliceSize,
    WorkerConfig workerTemplate,
    Optional<Canaries> canaries,
    PostSource posts,
    LabelTable labels) {
  private static final String NO_RUN = "";
  private static final long MAX_SLICE = 100_000_000;
  private static final long SHORTEST_AUTOMATIC_SLICE = 200;
  private static final long LONGEST_AUTOMATIC_SLICE = 20_000;
  private static final long SLICE_BYTES = 4_000_000;

  public RunConfig {
    require("--batchSize", batchSize, 1, 100);
    require("--sliceSize", sliceSize, 0, MAX_SLICE);
  }

  /**
   * Checks {@code options}; posts that are not in a table of ours are looked at last.
   *
   * @throws IllegalArgumentException with one line that names the option, its range and its value
   */
  public static RunConfig from(LabelPostsOptions options) {
    return from(options, ScorerProvider::quotaName, PostSource::from);
  }

  /** The same without calls in mind: no key is needed, and the quota has no name. */
  public static RunConfig withoutKey(LabelPostsOptions options) {
    return from(options, scorer -> "", PostSource::from);
  }

  /** The same without a database in mind, unless the options name posts in it. */
  public static RunConfig asGiven(LabelPostsOptions options) {
    return from(options, scorer -> "", PostSource::named);
  }

  private static RunConfig from(
      LabelPostsOptions options,
      Function<ScorerProvider, String> quotaName,
      BiFunction<SourceOptions, Database, PostSource> posts) {
    ScorerProvider scorer = ScorerKinds.of(options).provider(options);
    String quota = quotaName.apply(scorer);
    Database database = Database.from(options);
    Selection selection =
        new Selection(
            scorer.scorerId(),
            scorer.wider().orElse(null),
            options.getKeepOtherScorers(),
            options.getRetryFailed(),
            options.getCompareTexts(),
            options.getLimit(),
            Sample.from(options),
            scorer.judgements());
    require("--requestTimeoutSeconds", options.getRequestTimeoutSeconds(), 1, 600);
    WorkerConfig worker =
        new WorkerConfig(
            NO_RUN,
            database,
            scorer,
            options.getQuotaName() == null ? quota : options.getQuotaName(),
            Pace.of(options.getQueriesPerSecond(), options.getQueriesPerMinute()),
            RetryPolicy.of(options.getMaxAttempts(), options.getMaxRuns()),
            new WorkerLimits(
                options.getMaxRequestsInFlight(),
                Duration.ofSeconds(options.getRequestTimeoutSeconds()),
                options.getMaxQueries(),
                deadline(options.getDeadline()),
                options.getRetryFailed(),
                TokenLimits.from(options)));
    return new RunConfig(
        database,
        selection,
        TextPolicy.from(options),
        options.getBatchSize(),
        options.getSliceSize(),
        worker,
        areOn(options.getCanaries()) ? scorer.canaries() : Optional.empty(),
        posts.apply(options, database),
        ScorerKinds.labels(options));
  }

  /** The same with labels in {@code table}. */
  public RunConfig withLabels(LabelTable table) {
    return new RunConfig(
        database, selection, texts, batchSize, sliceSize, workerTemplate, canaries, posts, table);
  }

  private static boolean areOn(String canaries) {
    return switch (canaries) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException("--canaries must be on or off, was " + canaries);
    };
  }

  public ScorerProvider scorer() {
    return workerTemplate.scorer();
  }

  public Pace pace() {
    return workerTemplate.pace();
  }

  public WorkerLimits limits() {
    return workerTemplate.limits();
  }

  /** The canary texts with which a run begins that has anything to ask. */
  public List<String> canaryTexts() {
    return canaries
        .filter(some -> CanaryRound.isWithin(limits(), some, scorer()))
        .map(Canaries::texts)
        .orElse(List.of());
  }

  /** For as many queries as a batch may have, so that few leave with less than they could hold. */
  int postsPerBatch() {
    return batchSize * scorer().textsPerQuery();
  }

  private int judgements() {
    return scorer().judgements();
  }

  /** As given, or what a minute of the quota labels. */
  public long sliceSizeInForce() {
    if (sliceSize > 0) {
      return sliceSize;
    }
    double queries = 60e6 / Math.max(1, workerTemplate.pace().intervalMicros());
    double minute =
        Math.max(SHORTEST_AUTOMATIC_SLICE, queries / judgements()) * scorer().textsPerQuery();
    return Math.round(Math.min(LONGEST_AUTOMATIC_SLICE, minute));
  }

  /**
   * The most bytes that the texts of a slice have together. Two slices are in memory at a time, and
   * a runner holds several copies of each text.
   */
  public long sliceBytes() {
    return SLICE_BYTES;
  }

  /** About how many posts the quota, the limits and the deadline let a run label in a day. */
  public long postsOfADay() {
    WorkerLimits limits = limits();
    Duration day = Duration.ofDays(1);
    if (limits.deadlineOrNull() != null) {
      Duration left = Duration.between(Instant.now(), limits.deadlineOrNull());
      day = left.compareTo(day) < 0 ? left : day;
    }
    double queries =
        (double) day.toMillis()
            * 1_000
            / (double) Math.max(1, workerTemplate.pace().intervalMicros());
    if (limits.maxQueries() > 0) {
      queries = Math.min(queries, (double) limits.maxQueries());
    }
    return Math.max(
        SHORTEST_AUTOMATIC_SLICE, Math.round(queries / judgements() * scorer().textsPerQuery()));
  }

  /** How the workers of {@code runId} are made. */
  public WorkerConfig worker(String runId) {
    return workerTemplate.ofRun(runId);
  }

  private static Instant deadline(String option) {
    try {
      return option == null ? null : Instant.parse(option);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--deadline must be a UTC time such as 2026-12-31T00:00:00Z, was " + option, e);
    }
  }

  private static void require(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be %d..%d, was %d".formatted(option, min, max, value));
    }
  }
}
