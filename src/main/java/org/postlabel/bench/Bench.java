package org.postlabel.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.postlabel.bench.EmulatorProcess.Traffic;
import org.postlabel.database.Database;

/**
 * The measurements, each on a new database in a folder that is left for inspection, against an
 * emulator in another process. Figures are comparable only within one run of the bench.
 */
public final class Bench {
  private static final String LATENCY = "--latency=150";
  private static final String JITTER = "--latencyJitter=50";

  private final Path folder;
  private final PrintStream out;
  private final File log;

  /** Works in {@code folder}, which is made. */
  public Bench(Path folder, PrintStream out) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.out = out;
    this.log = folder.resolve("bench.log").toFile();
  }

  /** How much of a quota is used, and whether it is ever exceeded. */
  public void quota() throws IOException, InterruptedException {
    row("quota (150 ms ± 50 ms)", "calls", "use", "max in a second", "429s");
    for (int quota : new int[] {1, 10, 100, 1_000}) {
      int posts = Math.max(45, quota * 30);
      Database database = database(posts);
      try (EmulatorProcess emulator =
          EmulatorProcess.start(log, LATENCY, JITTER, "--queriesPerSecond=" + quota)) {
        RunProcess.result(RunProcess.start(database, emulator, log, "--queriesPerSecond=" + quota));
        printQuota(quota + " a second", quota, emulator.traffic());
      }
    }
    sharedQuota(100, 3_000);
  }

  /** Two processes, told apart as scorers by their languages, on one quota. */
  private void sharedQuota(int quota, int posts) throws IOException, InterruptedException {
    Database database = database(posts);
    try (EmulatorProcess emulator =
        EmulatorProcess.start(log, LATENCY, JITTER, "--queriesPerSecond=" + quota)) {
      String rate = "--queriesPerSecond=" + quota;
      Process one = RunProcess.start(database, emulator, log, rate, "--languages=en");
      Process two = RunProcess.start(database, emulator, log, rate, "--languages=es");
      RunProcess.result(one);
      RunProcess.result(two);
      printQuota(quota + " a second, two processes", quota, emulator.traffic());
    }
  }

  private void printQuota(String name, int quota, Traffic traffic) {
    // From the first call to the last there are calls - 1 intervals.
    double used = (traffic.calls() - 1) / (traffic.seconds() * quota);
    row(
        name,
        count(traffic.calls()),
        percent(used),
        count(traffic.maxInAnySecond()),
        count(traffic.throttled()));
  }

  /** How close to in flight / latency a run comes when nothing else bounds it. */
  public void latency() throws IOException, InterruptedException {
    row("in flight (100 ms)", "bound/s", "posts/s", "of the bound", "");
    for (int inFlight : new int[] {64, 256}) {
      double bound = inFlight / 0.1;
      Database database = database((int) (bound * 25));
      try (EmulatorProcess emulator = EmulatorProcess.start(log, "--latency=100")) {
        RunProcess.result(
            RunProcess.start(
                database,
                emulator,
                log,
                "--queriesPerSecond=0",
                "--requestMode=single",
                "--maxRequestsInFlight=" + inFlight));
        Traffic traffic = emulator.traffic();
        double rate = traffic.calls() / traffic.seconds();
        row(count(inFlight), count((long) bound), count((long) rate), percent(rate / bound), "");
      }
    }
  }

  /** Posts a second and memory by the size of the table, without quota or latency. */
  public void size() throws IOException, InterruptedException {
    row("posts", "posts/s", "peak MB", "of the first", "");
    double first = 0;
    for (int posts : new int[] {100_000, 300_000, 1_000_000}) {
      Database database = database(posts);
      try (EmulatorProcess emulator = EmulatorProcess.start(log)) {
        RunProcess run =
            RunProcess.result(RunProcess.start(database, emulator, log, "--queriesPerSecond=0"));
        first = first == 0 ? run.peakMegabytes() : first;
        row(
            count(posts),
            count((long) run.postsPerSecond()),
            count((long) run.peakMegabytes()),
            percent(run.peakMegabytes() / first),
            "");
      }
    }
  }

  /** The ceiling against a plain loop, and what a restart costs when everything is paid for. */
  public void ceiling(PlainLoop plainLoop) throws IOException, InterruptedException {
    int posts = 30_000;
    row("ceiling (no latency)", "posts/s", "of the loop", "", "");
    Database byLoop = database(posts);
    Database byRun = database(posts);
    try (EmulatorProcess emulator = EmulatorProcess.start(log)) {
      double loop = plainLoop.label(byLoop, emulator.endpoint());
      row("plain loop, one request at a time", count((long) loop), percent(1), "", "");
      for (String mode : new String[] {"single", "batch"}) {
        Database database = mode.equals("single") ? byRun : database(posts);
        RunProcess run =
            RunProcess.result(
                RunProcess.start(
                    database, emulator, log, "--queriesPerSecond=0", "--requestMode=" + mode));
        row(
            "run, " + mode,
            count((long) run.postsPerSecond()),
            percent(run.postsPerSecond() / loop),
            "",
            "");
      }
      byRun.jdbi().useHandle(handle -> handle.execute("DELETE FROM perspective_api_labels"));
      RunProcess again =
          RunProcess.result(RunProcess.start(byRun, emulator, log, "--queriesPerSecond=0"));
      row(
          "run again, all in the ledger",
          count((long) again.postsPerSecond()),
          percent(again.postsPerSecond() / loop),
          "",
          "");
    }
  }

  private Database database(int posts) throws IOException {
    return Corpus.newDatabase(folder, posts);
  }

  private void row(String name, String... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-36s", name));
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, "%17s", cell));
    }
    out.println(line.toString().stripTrailing());
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
