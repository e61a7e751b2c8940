package org.postlabel.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ConfigFile;
import org.postlabel.options.ExitCode;
import org.postlabel.run.RecordedRun;

/** The demo's second scorer on the same posts, and how the two compare. */
final class DemoBridge {
  private static final String LEFT = "perspective_api_labels";
  private static final String RIGHT = "moderation_labels";

  private DemoBridge() {}

  /**
   * The run of the moderation service that {@code emulator} is too.
   *
   * @param options of every run of the demo
   * @param key the file of its key
   */
  static CommandLine runLine(Map<String, String> options, Emulator emulator, Path key) {
    options.put("scorer", "moderation");
    options.put("moderationService", emulator.endpoint() + "/v1");
    options.put("moderationModel", "emulated");
    options.put("moderationKeyFile", key.toString());
    options.put("report", "off");
    return ConfigFile.below("run", new CommandLine(List.of(), options));
  }

  /** Compares the labels of both, prints a pair of columns, and leaves a page of all pairs. */
  static ExitCode compare(Database database, Path folder) throws IOException {
    CompareCommand.run(
        line(database, LEFT + ".prob_toxic", RIGHT + ".harassment", Map.of("thresholds", "0.7")));
    System.out.println();
    System.out.println(RecordedRun.EMULATED);
    CompareCommand.run(
        line(
            database,
            LEFT,
            RIGHT,
            Map.of("format", "html", "output", folder.resolve("comparison.html").toString())));
    System.out.println(
        """

        To compare another scorer with your own old labels, plan how many posts it takes:

          export MODERATION_API_KEY=...
          ./pipeline plan --bridge --scorer=moderation\
        """);
    return ExitCode.DONE;
  }

  private static CommandLine line(
      Database database, String left, String right, Map<String, String> options) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put("connectionURL", database.url());
    return new CommandLine(List.of(left, right), all);
  }
}
