package org.postlabel.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.postlabel.output.Numbers;

/**
 * Progress of a run: a line on a terminal that is redrawn, else a line every ten seconds. Written
 * to standard error.
 */
public final class ProgressLine implements AutoCloseable {
  private static final long PLAIN_LINE_EVERY_MILLIS = 10_000;
  private static final int TERMINAL_EVERY_MILLIS = 500;

  private final PrintStream err;
  private long total;
  private final long startNanos = System.nanoTime();
  private final ProgressBar barOrNull;
  private long lastPlainNanos = startNanos;

  private ProgressLine(PrintStream err, long total, boolean isTerminal) {
    this.err = err;
    this.total = total;
    this.barOrNull =
        isTerminal
            ? new ProgressBarBuilder()
                .setTaskName("Labelling")
                .setUnit(" posts", 1)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(TERMINAL_EVERY_MILLIS)
                .showSpeed()
                .build()
            : null;
  }

  /** A line for {@code total} posts; redrawn when the launcher has found a terminal. */
  public static ProgressLine of(long total) {
    return new ProgressLine(System.err, total, Boolean.getBoolean("postlabel.terminal"));
  }

  /**
   * Shows that {@code done} of {@code posts} taken on are done so far.
   *
   * @param throttled queries that the provider refused for their number
   */
  public void show(long done, long posts, long retries, long throttled) {
    total = posts;
    if (barOrNull != null) {
      barOrNull.maxHint(posts);
      barOrNull.stepTo(done);
      barOrNull.setExtraMessage(
          " " + retries + " retries" + (throttled == 0 ? "" : ", " + throttled + " throttled"));
      return;
    }
    long now = System.nanoTime();
    if (now - lastPlainNanos >= PLAIN_LINE_EVERY_MILLIS * 1_000_000) {
      lastPlainNanos = now;
      err.println(plain(done, total, retries, throttled, Duration.ofNanos(now - startNanos)));
    }
  }

  static String plain(long done, long total, long retries, long throttled, Duration elapsed) {
    double perSecond = done / Math.max(0.001, elapsed.toMillis() / 1000.0);
    String left =
        done == 0 ? "?" : Numbers.duration(Duration.ofSeconds((long) ((total - done) / perSecond)));
    return String.format(
        Locale.ROOT,
        "%,d of %,d posts, %.1f posts/s, about %s left, %,d retries%s",
        done,
        total,
        perSecond,
        left,
        retries,
        throttled == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d queries throttled (429)", throttled));
  }

  @Override
  public void close() {
    if (barOrNull != null) {
      barOrNull.close();
    }
  }
}
