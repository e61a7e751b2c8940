package org.postlabel.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.postlabel.database.LabelTables;
import org.postlabel.export.Export;
import org.postlabel.export.Export.Exported;
import org.postlabel.export.ExportConfig;
import org.postlabel.export.ExportOptions;
import org.postlabel.export.MappedScores;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.ScorerKinds;

/** Writes labels joined with their posts to a file, or to standard output. */
final class ExportCommand {
  private ExportCommand() {}

  static ExitCode run(CommandLine line) throws IOException {
    ExportOptions options = line.as(ExportOptions.class);
    ExportConfig config = ExportConfig.from(line.words(), options);
    LabelTable labels = LabelTables.asRecorded(config.database(), ScorerKinds.labels(options));
    Exported exported = Export.of(labels, config).run(System.out);
    exported
        .unreadableTimes()
        .forEach(
            (column, values) ->
                System.err.printf(
                    Locale.ROOT,
                    "%s: %,d values are no times and were left out%n",
                    column,
                    values));
    // Standard output may be full of labels.
    PrintStream out = config.file().isPresent() ? System.out : System.err;
    out.printf(
        Locale.ROOT,
        "%,d labels exported%s%n",
        exported.labels(),
        config.file().map(file -> " to " + file).orElse(""));
    labels.scaleByColumn().values().stream()
        .distinct()
        .sorted()
        .forEach(
            scale ->
                out.printf(
                    "%s: %s%n", scale.inWords(), String.join(", ", labels.columnsOf(scale))));
    for (MappedScores map : config.maps()) {
      out.println(map.inWords());
      if (map.outside() > 0) {
        System.err.printf(
            Locale.ROOT,
            "%s: %,d scores lie outside of those that the map was fitted on, and have the value of"
                + " its end%n",
            map.name(),
            map.outside());
      }
    }
    return ExitCode.DONE;
  }
}
