package org.postlabel.command;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.comparison.CompareOptions;
import org.postlabel.emulator.settings.EmulatorOptions;
import org.postlabel.evaluation.EvaluationOptions;
import org.postlabel.export.ExportOptions;
import org.postlabel.importing.ImportOptions;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ConfigFile;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;
import org.postlabel.options.Variables;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.plan.PlanOptions;
import org.postlabel.report.ReportOptions;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.selection.ForgetOptions;
import org.postlabel.selection.RetryOptions;
import org.postlabel.status.StatusOptions;

/** The commands of the launcher. */
@SuppressWarnings("ImmutableEnumChecker") // Actions refer to static methods; the lists are copies.
public enum Command implements Usage {
  DEMO(
      "demo",
      "labels bundled posts with an emulated provider, in the folder demo: nothing has to be set"
          + " up",
      DemoOptions.class,
      DemoCommand::run,
      "demo",
      "demo --codebook=bridging",
      "demo --bridge"),
  IMPORT(
      "import FILE...",
      "reads posts from CSV, JSON or Parquet files, also compressed, or from - (standard input)",
      ImportOptions.class,
      ImportCommand::run,
      "import posts.csv more.jsonl.gz",
      "import - --connectionURL=jdbc:sqlite:study.db",
      "import posts.csv --connectionURL=jdbc:postgresql://db/research --username=me"),
  PLAN(
      "plan [config]",
      "shows what a run would do and how long it would take; sends no query and writes nothing",
      PlanOptions.class,
      line -> PlanCommand.run(line, System.out),
      "plan --queriesPerSecond=10",
      "plan my.conf --deadline=2026-12-01T00:00:00Z",
      "plan --sample=50000 --seed=1 --format=json",
      "plan --bridge --scorer=moderation"),
  RUN(
      "run [config]",
      "labels every post that has no label; config is a file of runner-configs, 'direct' by"
          + " default",
      LabelPostsOptions.class,
      RunCommand::run,
      "run --queriesPerSecond=10",
      "run my.conf --limit=1000",
      "run --sample=50000 --sampleBy=source --seed=1",
      "run --deadline=2026-12-31T00:00:00Z --apiKeyFile=key.txt"),
  REPORT(
      "report",
      "writes what happened in a run and what its labels look like as one HTML file, or JSON",
      ReportOptions.class,
      ReportCommand::run,
      "report",
      "report --format=json --output=-"),
  EXPORT(
      "export [FILE]",
      "writes labels with their posts as CSV, JSON Lines or Parquet, to FILE or standard output",
      ExportOptions.class,
      ExportCommand::run,
      "export labels.parquet",
      "export new.jsonl --since=2026-01-31",
      "export new.csv --scorer=moderation --map=map.json"),
  EVALUATE(
      "evaluate GOLD.csv",
      "compares labels with what people say of the same posts: accuracy, F1, kappa, alpha, and"
          + " more",
      EvaluationOptions.class,
      EvaluateCommand::run,
      "evaluate gold.csv --column=prob_toxic --goldColumn=toxic",
      "evaluate gold.csv --column=prob_toxic --threshold=0.7 --format=html",
      "evaluate gold.csv --column=prob_toxic --run=20260131-120000-abcd --format=json"),
  COMPARE(
      "compare LEFT RIGHT",
      "compares the scores of two scorers on the same posts: correlation, thresholds that keep the"
          + " same share, agreement there",
      CompareOptions.class,
      CompareCommand::run,
      "compare perspective_api_labels.prob_toxic other_labels.toxicity",
      "compare perspective_api_labels moderation_labels --format=html",
      "compare perspective_api_labels moderation_labels --writeMap=map.json",
      "compare perspective_api_labels other_labels --crosswalk=pairs.csv --format=json"),
  CODEBOOK(
      "codebook new|check|try NAME|FILE",
      "begins a codebook for a language model; checks one and asks nobody; or tries one on a few"
          + " posts",
      CodebookOptions.class,
      line -> CodebookCommand.run(line, System.out),
      "codebook new stance",
      "codebook check stance.yaml --promptTokenPrice=0.15 --completionTokenPrice=0.6",
      "codebook try stance.yaml --texts=posts.txt --llmModel=some-model"),
  RETRY(
      "retry",
      "puts failed labels back, so that the next run tries their texts again",
      RetryOptions.class,
      RetryCommand::run,
      "retry --reason=text_too_long --dryRun",
      "retry --reason=all-transient"),
  FORGET(
      "forget",
      "deletes paid answers and their labels, so that the next run asks again: of a run, of a"
          + " scorer ID, or since a time",
      ForgetOptions.class,
      ForgetCommand::run,
      "forget --run=20260131-120000-abcd --dryRun",
      "forget --run=20260131-120000-abcd --since=2026-01-31T12:30:00Z",
      "forget --scorer=sociopolitical --scorerId=sociopolitical-0123456789ab"),
  STATUS(
      "status",
      "shows all runs, the one in progress and the posts by state; can be used during a run",
      StatusOptions.class,
      line -> StatusCommand.run(line, System.out),
      "status --watch",
      "status --format=json"),
  EMULATOR(
      "emulator",
      "answers like the Perspective API and like chat completions, with invented scores and labels",
      EmulatorOptions.class,
      EmulatorCommand::run,
      "emulator --port=8089 --queriesPerSecond=100 --latency=150",
      "emulator --chatNeedsKey=false --tokensPerMinute=90000 --chatShuffledRate=0.1"),
  BENCH(
      "bench [quota|tokens|latency|ceiling|size]",
      "measures quota use, throughput and memory on this machine, in the folder target/bench",
      PipelineOptions.class,
      BenchCommand::run,
      "bench",
      "bench quota"),
  CONFIG(
      "config [config]",
      "shows the options that a run would have, and where each comes from",
      LabelPostsOptions.class,
      line -> ConfigCommand.run(line, System.out),
      "config",
      "config my.conf --queriesPerSecond=5"),
  COMPLETION(
      "completion bash",
      "prints a script that completes commands, options and files in bash",
      PipelineOptions.class,
      line -> CompletionCommand.run(line, List.of(values()), System.out),
      "completion bash > ~/.postlabel-completion && source ~/.postlabel-completion"),
  HELP(
      "help [command]",
      "lists the commands, or the options of one",
      PipelineOptions.class,
      line -> HelpCommand.run(line, List.of(values()), System.out),
      "help",
      "help run");

  private static final Set<Command> PRINTING =
      Set.of(PLAN, REPORT, EVALUATE, COMPARE, CODEBOOK, STATUS, CONFIG);

  private final String usage;
  private final String summary;
  private final Class<? extends PipelineOptions> options;
  private final Action action;
  private final List<String> examples;

  Command(
      String usage,
      String summary,
      Class<? extends PipelineOptions> options,
      Action action,
      String... examples) {
    this.usage = usage;
    this.summary = summary;
    this.options = options;
    this.action = action;
    this.examples = List.of(examples);
  }

  private interface Action {
    ExitCode run(CommandLine line) throws Exception;
  }

  /**
   * Runs the command.
   *
   * @throws IOException when what it prints is its result and could not be written
   */
  public ExitCode run(CommandLine line) throws Exception {
    ExitCode code = action.run(line);
    if (PRINTING.contains(this) && System.out.checkError()) { // A print stream hides errors.
      throw new IOException("standard output could not be written; its end is missing");
    }
    return code;
  }

  /** The names of the options of all commands. */
  public static Set<String> allOptions() {
    return stream(values())
        .flatMap(command -> command.optionNames().stream())
        .collect(toUnmodifiableSet());
  }

  /**
   * {@code typed} on top of {@code environment}, and of the configuration file where the command
   * takes one.
   */
  public CommandLine withLayers(CommandLine typed, Map<String, String> environment) {
    if (!takesOptions()) {
      return typed;
    }
    requireNoOthersOptions(typed);
    CommandLine line =
        typed.onTopOf(
            Variables.optionsOf(optionNames(), allOptions(), environment), Variables::nameOf);
    return takesConfig() ? ConfigFile.below(word(), line) : line;
  }

  /** Beam itself takes the options of every scorer for every command. */
  private void requireNoOthersOptions(CommandLine typed) {
    Set<String> own = optionNames();
    for (String name : OptionTable.getters(ScorerKinds.optionsWith(options)).keySet()) {
      if (typed.options().containsKey(name) && !own.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option --%s; './pipeline help %s' lists all".formatted(name, word()));
      }
    }
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String usage() {
    return usage;
  }

  /** Whether options may come from a file, which a word names. */
  boolean takesConfig() {
    return usage.contains("[config]");
  }

  @Override
  public boolean takesOptions() {
    return options != PipelineOptions.class;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public List<Class<? extends PipelineOptions>> options() {
    return LabelPostsOptions.class.isAssignableFrom(options)
        ? ScorerKinds.optionsWith(options)
        : List.of(options);
  }

  Set<String> optionNames() {
    return OptionTable.getters(options()).keySet();
  }

  @Override
  public List<String> examples() {
    return examples;
  }

  public static Command named(String name) {
    return Usage.named(name, List.of(values()));
  }
}
