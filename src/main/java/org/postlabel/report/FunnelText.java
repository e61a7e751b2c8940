package org.postlabel.report;

import static org.postlabel.output.TextTable.line;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postlabel.post.Reason;
import org.postlabel.run.Funnel;
import org.postlabel.run.TokensSpent;

/** The end of a run in lines of text. */
public final class FunnelText {
  private FunnelText() {}

  /**
   * What the sums do not hold.
   *
   * @param changedTexts posts of the run that were labelled before, with another text
   * @param labelledByReason posts with scores that are not like others, by reason
   */
  public record Remarks(long changedTexts, Map<String, Long> labelledByReason) {
    public static final Remarks NONE = new Remarks(0, Map.of());

    public Remarks {
      labelledByReason = Collections.unmodifiableMap(new TreeMap<>(labelledByReason));
    }
  }

  /**
   * The sums of {@code funnel}, what it took, and whether they add up.
   *
   * @param tokens used of a provider that counts them
   * @param canaries result of the canary texts, if they were sent
   * @param notBegun posts that a stopped run has not read
   */
  public static List<String> lines(
      Funnel funnel,
      TokensSpent tokens,
      Optional<String> canaries,
      Remarks remarks,
      long notBegun,
      Duration wallTime) {
    Map<String, Long> otherReasons = new TreeMap<>(funnel.failedByReason());
    String tooShort = Reason.TEXT_TOO_SHORT.code();
    List<String> lines = new ArrayList<>();
    lines.add(line("read", funnel.read()));
    lines.add(line("metadata new", funnel.metadataNew()));
    if (remarks.changedTexts() > 0) {
      lines.add(line("text changed since labelled", remarks.changedTexts()));
    }
    lines.add(line("too short", otherReasons.getOrDefault(tooShort, 0L)));
    lines.add(line("labelled", funnel.labelled()));
    remarks
        .labelledByReason()
        .forEach((reason, posts) -> lines.add(line("of these, " + reason, posts)));
    otherReasons.remove(tooShort);
    otherReasons.forEach((reason, posts) -> lines.add(line("failed: " + reason, posts)));
    lines.add(line("left for later", funnel.leftForLater()));
    if (notBegun > 0) {
      lines.add(line("not started", notBegun));
    }
    lines.add(line("texts from the ledger", funnel.calls().fromLedger()));
    lines.add(line("calls", funnel.calls().sent()));
    lines.add(line("retries", funnel.calls().retries()));
    lines.add(line("throttled (429)", funnel.calls().throttled()));
    if (tokens.usage().tokens() > 0) {
      lines.add(line("tokens sent", tokens.usage().promptTokens()));
      lines.add(line("tokens written", tokens.usage().completionTokens()));
      lines.add(line("cost", tokens.cost()));
    }
    canaries.ifPresent(outcome -> lines.add(line("canary texts", "%s", outcome)));
    double seconds = Math.max(0.001, wallTime.toMillis() / 1000.0);
    lines.add(line("wall time", "%.1f s", seconds));
    lines.add(line("posts/s", "%.1f", funnel.done() / seconds));
    lines.add(line("peak memory", "%.0f MB (heap %.0f MB)", residentMegabytes(), heapMegabytes()));
    lines.add(
        funnel.isConserved()
            ? "%,d read = %,d labelled + %,d failed + %,d left for later"
                .formatted(funnel.read(), funnel.labelled(), funnel.failed(), funnel.leftForLater())
            : "THE COUNTS DO NOT ADD UP: %,d on the list, %,d read, but %,d labelled + %,d failed + %,d left"
                .formatted(
                    funnel.posts(),
                    funnel.read(),
                    funnel.labelled(),
                    funnel.failed(),
                    funnel.leftForLater()));
    return lines;
  }

  /** The peak resident memory of this process; 0 where it is not known. */
  private static double residentMegabytes() {
    return ResidentMemory.peakBytes() / 1e6;
  }

  private static double heapMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / 1e6;
  }
}
