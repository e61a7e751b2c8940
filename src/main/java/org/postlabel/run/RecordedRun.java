package org.postlabel.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postlabel.post.Usage;
import org.postlabel.quota.Pace;

/**
 * A row of {@code runs}. Its names are those of the JSON report.
 *
 * @param lastSeenAt when it ended, or its last heartbeat
 * @param options the effective ones; secrets are never among them
 * @param stopMessageOrNull why it ended early
 * @param isEmulated whether an emulator gave scores in this run or in another of its scorer
 * @param holder who does the work
 */
public record RecordedRun(
    String runId,
    String scorerId,
    String status,
    String toolVersion,
    Instant startedAt,
    Instant lastSeenAt,
    Sums sums,
    SortedMap<String, String> options,
    Canaries canaries,
    String stopMessageOrNull,
    @JsonProperty("emulated") boolean isEmulated,
    @JsonIgnore Holder holder) {
  /** What people must know of scores that an emulator gave. */
  public static final String EMULATED =
      "These scores are emulated: an emulator invented them, and they mean nothing.";

  private static final String RUNNING = "running";

  public RecordedRun {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  @JsonIgnore
  public boolean isRunning() {
    return status.equals(RUNNING);
  }

  /**
   * The same run seen at {@code now} by the database's clock: {@code died} without a recent
   * heartbeat, else alive.
   */
  public RecordedRun at(Instant now) {
    if (!isRunning()) {
      return this;
    }
    boolean isSilent = lastSeenAt.isBefore(now.minus(InProgress.DIED_AFTER));
    return isSilent || holder.isKnownDead()
        ? with("died", lastSeenAt, sums)
        : with(RUNNING, now, sums);
  }

  /** The same run, which nobody works on any more. */
  public RecordedRun died() {
    return with("died", lastSeenAt, sums);
  }

  /** The same run, at least {@code calls} sent. */
  public RecordedRun withCalls(long calls) {
    return with(status, lastSeenAt, sums.withCalls(Math.max(calls, sums.calls)));
  }

  /** How long it has taken so far. */
  public Duration took() {
    return Duration.between(startedAt, lastSeenAt);
  }

  /** The same, at least a second. */
  public Duration wallTime() {
    return took().toSeconds() < 1 ? Duration.ofSeconds(1) : took();
  }

  /** Labelled and failed posts per second. */
  public double postsPerSecond() {
    return sums.done() / (wallTime().toMillis() / 1000.0);
  }

  /** The quota that its options set. */
  public Pace pace() {
    return Pace.of(option("queriesPerSecond"), option("queriesPerMinute"));
  }

  private double option(String name) {
    return Double.parseDouble(options.getOrDefault(name, "0"));
  }

  private RecordedRun with(String newStatus, Instant seenAt, Sums newSums) {
    return new RecordedRun(
        runId,
        scorerId,
        newStatus,
        toolVersion,
        startedAt,
        seenAt,
        newSums,
        options,
        canaries,
        stopMessageOrNull,
        isEmulated,
        holder);
  }

  /**
   * What became of its posts, and what it sent.
   *
   * @param posts on the run's list, as far as it came
   * @param fromLedger texts that cost no query
   * @param calls queries sent, retries included
   * @param usage tokens, those of useless answers included
   * @param costMicros of the tokens, in millionths of the currency that the prices had
   */
  public record Sums(
      long posts,
      long read,
      long metadataNew,
      long labelled,
      long failed,
      long leftForLater,
      long fromLedger,
      long calls,
      long retries,
      Usage usage,
      long costMicros) {
    /** Whether every post that was read ended in exactly one way, and none was overlooked. */
    public boolean isConserved() {
      return read == posts && done() + leftForLater == read;
    }

    /** Labelled or failed. */
    public long done() {
      return labelled + failed;
    }

    public TokensSpent tokens() {
      return new TokensSpent(usage, costMicros);
    }

    private Sums withCalls(long newCalls) {
      return new Sums(
          posts,
          read,
          metadataNew,
          labelled,
          failed,
          leftForLater,
          fromLedger,
          newCalls,
          retries,
          usage,
          costMicros);
    }
  }

  /**
   * What canary texts told of the provider.
   *
   * @param answered how many were; 0 when none was sent
   * @param providerChangeOrNull how its answers differ from those of the run before
   */
  public record Canaries(long answered, String providerChangeOrNull) {
    public String sentence() {
      if (providerChangeOrNull != null) {
        return providerChangeOrNull;
      }
      return answered == 0
          ? "no canary text was sent"
          : "no change seen in " + answered + " canary texts";
    }
  }
}
