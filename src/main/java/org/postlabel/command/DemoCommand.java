package org.postlabel.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorOptions;
import org.postlabel.importing.ImportSummary;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ConfigFile;
import org.postlabel.options.ExitCode;
import org.postlabel.output.OwnFile;
import org.postlabel.output.WholeFile;
import org.postlabel.post.LabelTable;
import org.postlabel.report.ExtremesText;
import org.postlabel.report.LabelSampleText;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;

/** Labels the bundled posts: import, emulator, run, and what to type next. */
final class DemoCommand {
  private static final Path FOLDER = Path.of("demo");
  private static final String MODEL_SCORER = "llm";

  private DemoCommand() {}

  static ExitCode run(CommandLine line) throws Exception {
    return run(line, FOLDER);
  }

  /** Leaves everything in {@code folder}. */
  static ExitCode run(CommandLine line, Path folder) throws Exception {
    if (!line.words().isEmpty()) {
      throw new IllegalArgumentException("demo takes no words, was " + line.words());
    }
    DemoOptions options = line.as(DemoOptions.class);
    String codebookOrNull = options.getCodebook();
    if (codebookOrNull != null) {
      ScorerKinds.labels(scorerOptions(codebookOrNull));
    }
    if (codebookOrNull != null && options.getBridge()) {
      throw new IllegalArgumentException("demo takes --codebook or --bridge, not both");
    }
    OwnFile.createFolders(folder);
    Database database = new Database("jdbc:sqlite:" + folder.resolve("postlabel.db"));
    importPosts(database, folder);
    ExitCode labelled;
    try (Emulator emulator = startEmulator()) {
      System.out.println(emulator.banner());
      System.out.println();
      labelled = RunCommand.run(runLine(folder, database, emulator, codebookOrNull));
      if (options.getBridge() && hasLabels(labelled)) {
        System.out.println();
        labelled =
            RunCommand.run(DemoBridge.runLine(options(folder, database), emulator, key(folder)));
      }
    }
    if (!hasLabels(labelled)) {
      return labelled;
    }
    System.out.println();
    if (options.getBridge()) {
      return DemoBridge.compare(database, folder);
    }
    if (codebookOrNull == null) {
      ExtremesText.lines(database).forEach(System.out::println);
      sayWhatNext(database);
    } else {
      showCodebook(database, codebookOrNull);
    }
    return ExitCode.DONE;
  }

  private static boolean hasLabels(ExitCode code) {
    return code == ExitCode.DONE || code == ExitCode.INCOMPLETE;
  }

  private static ScorerOptions scorerOptions(String codebook) {
    ScorerOptions options = PipelineOptionsFactory.as(ScorerOptions.class);
    options.setScorer(MODEL_SCORER);
    options.setCodebook(codebook);
    return options;
  }

  private static void importPosts(Database database, Path folder) throws IOException {
    try (InputStream posts = DemoCommand.class.getResourceAsStream("/demo/posts.jsonl")) {
      ImportSummary summary = ImportCommand.run(database, List.of("-"), posts);
      System.out.printf(
          "%d bundled posts are in %s (%d new)%n",
          summary.written(), folder.resolve("postlabel.db"), summary.added());
    }
  }

  private static Emulator startEmulator() throws IOException {
    EmulatorOptions options = PipelineOptionsFactory.as(EmulatorOptions.class);
    options.setPort(0);
    options.setLatency(50L);
    options.setShuffleParts(true);
    return Emulator.start(EmulatorConfig.from(options));
  }

  /** What every run of a demo has. */
  private static Map<String, String> options(Path folder, Database database) throws IOException {
    WholeFile.write(key(folder), writer -> writer.write(EmulatorConfig.DEFAULT_KEY));
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connectionURL", database.url());
    options.put("scorerName", "emulator"); // Its port changes, its scores do not.
    options.put("queriesPerSecond", "200");
    options.put("report", folder.resolve("report.html").toString());
    return options;
  }

  /** The file of the emulator's key. */
  private static Path key(Path folder) {
    return folder.resolve("emulator-key.txt");
  }

  private static CommandLine runLine(
      Path folder, Database database, Emulator emulator, String codebookOrNull) throws IOException {
    String key = key(folder).toString();
    Map<String, String> options = options(folder, database);
    if (codebookOrNull == null) {
      options.put("endpoint", emulator.endpoint().toString());
      options.put("apiKeyFile", key);
    } else {
      options.put("scorer", MODEL_SCORER);
      options.put("codebook", codebookOrNull);
      options.put("llmEndpoint", emulator.endpoint() + "/v1");
      options.put("llmModel", "emulated");
      options.put("llmKeyFile", key);
      options.put("minGoldenAccuracy", "0"); // Emulated labels mean nothing.
      options.put("maxShareDrop", "1");
    }
    return ConfigFile.below("run", new CommandLine(List.of(), options));
  }

  private static void showCodebook(Database database, String codebook) {
    LabelTable table = ScorerKinds.labels(scorerOptions(codebook));
    System.out.println("Emulated labels of the first posts");
    LabelSampleText.lines(database, table).forEach(System.out::println);
    System.out.println(
        """

        The labels are in the table %s: sqlite3 %s
        To label your own posts by this codebook with a real model:

          ./pipeline import posts.csv
          export LLM_API_KEY=...
          ./pipeline run --scorer=llm --codebook=%s --llmEndpoint=https://api.openai.com/v1 --llmModel=...\
        """
            .formatted(table.name(), database.url().replace("jdbc:sqlite:", ""), codebook));
  }

  private static void sayWhatNext(Database database) {
    System.out.println(
        """

        The labels are in the table perspective_api_labels: sqlite3 %s
        To label your own posts with a real key (https://developers.perspectiveapi.com):

          ./pipeline import posts.csv          # columns uri and text; more in the README
          export PERSPECTIVE_API_KEY=...
          ./pipeline run --queriesPerSecond=1  # your quota\
        """
            .formatted(database.url().replace("jdbc:sqlite:", "")));
  }
}
