package org.postlabel.bench;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.percent;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.postlabel.database.Database;
import org.postlabel.emulator.EmulatorStats;
import org.postlabel.emulator.EmulatorStats.Traffic;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.ScorerProvider;

/**
 * The measurements, each on a new database in a folder that is left for inspection, against an
 * emulator in another process. Figures are comparable only within one run of the bench.
 */
public final class Bench {
  private static final String LATENCY = "--latency=150";
  private static final String JITTER = "--latencyJitter=50";

  /** Tenths of the calls while a run neither starts nor ends. */
  private static final int STEADY_FROM = 2;

  private static final int STEADY_TO = 9;

  private final Path folder;
  private final PrintStream out;
  private final File log;
  private final BiFunction<URI, Path, ScorerProvider> provider;
  private final LabelTable table;

  /**
   * Works in {@code folder}, which is made.
   *
   * @param provider of an endpoint and a file that holds its key, for the plain loop
   * @param table where labels go
   */
  public Bench(
      Path folder,
      PrintStream out,
      BiFunction<URI, Path, ScorerProvider> provider,
      LabelTable table)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.out = out;
    this.log = folder.resolve("bench.log").toFile();
    this.provider = provider;
    this.table = table;
  }

  /** How much of a quota is used, and whether it is ever exceeded. */
  public void quota() throws IOException, InterruptedException {
    row("quota (150 ms ± 50 ms)", "calls", "use", "with start", "max in a second", "429s");
    for (int quota : new int[] {1, 10, 100, 1_000}) {
      quota(quota, quota * 60, "en");
    }
    quota(100, 4_000, "en", "es");
  }

  /** One run for each of {@code languages}, each of which is a scorer, all on one quota. */
  private void quota(int quota, int posts, String... languages)
      throws IOException, InterruptedException {
    Database database = Corpus.newDatabase(folder, posts);
    try (EmulatorProcess emulator =
        EmulatorProcess.start(log, LATENCY, JITTER, "--queriesPerSecond=" + quota)) {
      List<Process> runs = new ArrayList<>();
      for (String language : languages) {
        runs.add(
            RunProcess.start(
                database, emulator, log, "--queriesPerSecond=" + quota, "--languages=" + language));
      }
      for (Process run : runs) {
        RunProcess.result(run);
      }
      EmulatorStats stats = emulator.stats();
      Traffic traffic = stats.arrived();
      row(
          quota + " a second" + (runs.size() > 1 ? ", " + runs.size() + " processes" : ""),
          count(traffic.calls()),
          percent(traffic.rate(STEADY_FROM, STEADY_TO), quota),
          percent(traffic.rate(0, 10), quota),
          count(traffic.maxInAnySecond()),
          count(stats.callsByStatus().getOrDefault("429", 0L)));
    }
  }

  /** How much of a quota of tokens is used by prompts that reserve more than they use. */
  public void tokens() throws IOException, InterruptedException {
    row("tokens a minute (1.5 s ± 0.5 s)", "tokens", "use", "429s", "posts");
    tokens(60_000, 600, 1);
    tokens(600_000, 6_000, 1);
    tokens(600_000, 6_000, 2);
  }

  /** So many runs at the same time, each with a codebook of its own, all on one quota. */
  private void tokens(int perMinute, int posts, int runs) throws IOException, InterruptedException {
    String[] codebooks = {"sociopolitical", "toxicity"};
    Database database = Corpus.newDatabase(folder, posts / runs);
    try (EmulatorProcess emulator =
        EmulatorProcess.start(
            log,
            "--latency=1500",
            "--latencyJitter=500",
            "--chatNeedsKey=false",
            "--tokensPerMinute=" + perMinute)) {
      List<Process> processes = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        processes.add(
            RunProcess.start(
                database,
                emulator,
                log,
                "--scorer=llm",
                "--codebook=" + codebooks[run],
                "--llmEndpoint=" + emulator.endpoint() + "/v1",
                "--llmModel=emulated",
                "--queriesPerSecond=0",
                "--tokensPerMinute=" + perMinute));
      }
      for (Process run : processes) {
        RunProcess.result(run);
      }
      EmulatorStats stats = emulator.stats();
      double tokens = stats.chat().promptTokens() + stats.chat().completionTokens();
      double perSecond =
          stats.accepted().rate(STEADY_FROM, STEADY_TO) * tokens / stats.chat().prompts();
      row(
          count(perMinute) + (runs > 1 ? ", " + runs + " processes" : ""),
          count((long) tokens),
          percent(perSecond, perMinute / 60.0),
          count(stats.callsByStatus().getOrDefault("429", 0L)),
          count(stats.chat().posts()));
    }
  }

  /** How close to in flight / latency a run comes when nothing else bounds it. */
  public void latency() throws IOException, InterruptedException {
    row("in flight (100 ms)", "bound/s", "calls/s", "of the bound", "with start");
    for (int inFlight : new int[] {64, 256}) {
      double bound = inFlight / 0.1;
      Database database = Corpus.newDatabase(folder, (int) (bound * 30));
      try (EmulatorProcess emulator = EmulatorProcess.start(log, "--latency=100")) {
        RunProcess.run(
            database,
            emulator,
            log,
            "--queriesPerSecond=0",
            "--requestMode=single",
            "--maxRequestsInFlight=" + inFlight);
        Traffic traffic = emulator.stats().arrived();
        double rate = traffic.rate(STEADY_FROM, STEADY_TO);
        row(
            count(inFlight),
            count((long) bound),
            count((long) rate),
            percent(rate, bound),
            percent(traffic.rate(0, 10), bound));
      }
    }
  }

  /** Posts a second and memory by the size of the table, without quota or latency. */
  public void size() throws IOException, InterruptedException {
    row("posts", "posts/s", "last/first tenth", "peak MB", "of the first");
    double first = 0;
    for (int posts : new int[] {100_000, 300_000, 1_000_000}) {
      Database database = Corpus.newDatabase(folder, posts);
      try (EmulatorProcess emulator = EmulatorProcess.start(log)) {
        RunProcess run = RunProcess.run(database, emulator, log, "--queriesPerSecond=0");
        Traffic arrived = emulator.stats().arrived();
        first = first == 0 ? run.peakMegabytes() : first;
        row(
            count(posts),
            count((long) run.postsPerSecond()),
            percent(arrived.rate(9, 10), arrived.rate(0, 1)),
            count((long) run.peakMegabytes()),
            percent(run.peakMegabytes(), first));
      }
    }
  }

  /** The ceiling against a plain loop, and what a restart costs when everything is paid for. */
  public void ceiling() throws IOException, InterruptedException {
    int posts = 30_000;
    Path key = Files.writeString(folder.resolve("emulator-key.txt"), "emulator-key");
    row("ceiling (no latency)", "posts/s", "of the loop");
    Database byLoop = Corpus.newDatabase(folder, posts);
    Database byRun = Corpus.newDatabase(folder, posts);
    try (EmulatorProcess emulator = EmulatorProcess.start(log)) {
      double loop = new PlainLoop(provider.apply(emulator.endpoint(), key), table).label(byLoop);
      row("plain loop, one request at a time", count((long) loop), percent(1, 1));
      for (String mode : new String[] {"single", "batch"}) {
        Database database = mode.equals("single") ? byRun : Corpus.newDatabase(folder, posts);
        RunProcess run =
            RunProcess.run(
                database, emulator, log, "--queriesPerSecond=0", "--requestMode=" + mode);
        row(
            "run, " + mode,
            count((long) run.postsPerSecond()),
            percent(run.postsPerSecond(), loop));
      }
      byRun.jdbi().useHandle(handle -> handle.execute("DELETE FROM " + table.name()));
      RunProcess again = RunProcess.run(byRun, emulator, log, "--queriesPerSecond=0");
      row(
          "run again, all in the ledger",
          count((long) again.postsPerSecond()),
          percent(again.postsPerSecond(), loop));
    }
  }

  private void row(String name, String... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-36s", name));
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, "%17s", cell));
    }
    out.println(line.toString().stripTrailing());
  }
}
