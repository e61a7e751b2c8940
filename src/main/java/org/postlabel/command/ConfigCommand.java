package org.postlabel.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.database.Database;
import org.postlabel.options.CommandLine;
import org.postlabel.options.EffectiveOptions;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.scorer.ScorerKinds;

/** Shows the options that a run would have, and where each comes from. Secrets are never shown. */
final class ConfigCommand {
  private static final String DEFAULT = "default";

  private ConfigCommand() {}

  static ExitCode run(CommandLine line, PrintStream out) {
    LabelPostsOptions options = line.as(LabelPostsOptions.class);
    RunConfig.asGiven(options); // Refuses what a run would refuse, a password in a URL too.
    List<Class<? extends PipelineOptions>> interfaces =
        ScorerKinds.optionsWith(LabelPostsOptions.class);
    Map<String, String> values = EffectiveOptions.of(interfaces, options);
    TreeSet<String> names = new TreeSet<>(OptionTable.getters(interfaces).keySet());
    names.addAll(line.options().keySet());
    for (String name : names) {
      String origin = line.options().containsKey(name) ? line.originOf(name) : DEFAULT;
      String value = values.getOrDefault(name, line.options().get(name));
      print(out, "--" + name + (value == null ? "" : "=" + value), origin);
    }
    ScorerKinds.of(options).keyVariable().ifPresent(key -> print(out, key, whetherSet(key)));
    print(out, Database.PASSWORD_VARIABLE, whetherSet(Database.PASSWORD_VARIABLE));
    return ExitCode.DONE;
  }

  private static void print(PrintStream out, String option, String origin) {
    out.printf("%-60s %s%n", option, origin);
  }

  private static String whetherSet(String variable) {
    return System.getenv(variable) == null ? "not set" : "set, not shown";
  }
}
