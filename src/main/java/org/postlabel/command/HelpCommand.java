package org.postlabel.command;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.metrics.MetricsOptions;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;
import org.postlabel.options.OptionTable.Option;
import org.postlabel.options.Variables;
import org.postlabel.quota.QuotaOptions;
import org.postlabel.quota.TokenOptions;
import org.postlabel.report.RunReportOptions;
import org.postlabel.run.RunOptions;
import org.postlabel.scorer.LabelsOptions;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ServiceOptions;
import org.postlabel.scoring.ScoringOptions;
import org.postlabel.selection.InputOptions;
import org.postlabel.selection.sample.SampleOptions;
import org.postlabel.selection.source.SourceOptions;

/** Lists the commands, or the options of one. */
final class HelpCommand {
  private static final int WIDTH = 96;
  private static final String INDENT = "      ";

  /** A command's own options come before these, those of one scorer after them. */
  private static final List<Group> GROUPS =
      List.of(
          Group.of("Posts", InputOptions.class, SampleOptions.class, SourceOptions.class),
          Group.of(
              "Scorer",
              LabelsOptions.class,
              ScorerOptions.class,
              ServiceOptions.class,
              ScoringOptions.class),
          Group.of("Quota", QuotaOptions.class, TokenOptions.class),
          Group.of("Limits", RunOptions.class),
          Group.of("Output", MetricsOptions.class, RunReportOptions.class),
          Group.of("Database", DatabaseOptions.class));

  private HelpCommand() {}

  static ExitCode run(CommandLine line, List<? extends Usage> commands, PrintStream out) {
    if (line.words().isEmpty()) {
      out.println("Usage: ./pipeline <command> [--option=value ...]");
      out.println();
      for (Usage command : commands) {
        out.printf(Locale.ROOT, "  %-18s %s%n", command.usage(), command.summary());
      }
      out.println();
      out.println("./pipeline help <command> lists the options of a command.");
      return ExitCode.DONE;
    }
    Usage command = Usage.named(line.words().get(0), commands);
    out.println("Usage: ./pipeline " + command.usage() + " [--option=value ...]");
    out.println(command.summary());
    if (!command.examples().isEmpty()) {
      out.println();
      out.println("Examples:");
      command.examples().forEach(example -> out.println("  ./pipeline " + example));
    }
    if (command.takesOptions()) {
      out.println();
      out.printf(
          "Options, each also as an environment variable such as %s:%n",
          Variables.nameOf(OptionTable.getters(command.options()).firstKey()));
      printOptions(command, out);
    }
    return ExitCode.DONE;
  }

  private static void printOptions(Usage command, PrintStream out) {
    SortedMap<String, Method> getters = OptionTable.getters(command.options());
    SortedMap<String, Option> options = OptionTable.of(command.options());
    Set<Class<?>> own = getters.values().stream().map(Method::getDeclaringClass).collect(toSet());
    GROUPS.forEach(group -> own.removeAll(group.types));
    ScorerKinds.all().forEach(kind -> own.remove(kind.options()));
    List<Group> groups = new ArrayList<>(List.of(new Group("", own)));
    groups.addAll(GROUPS);
    ScorerKinds.all().stream()
        .collect(groupingBy(ScorerKind::options, LinkedHashMap::new, toList()))
        .values()
        .forEach(kinds -> groups.add(Group.of(kinds)));
    for (Group group : groups) {
      String title = group.title;
      for (Map.Entry<String, Method> getter : getters.entrySet()) {
        if (group.types.contains(getter.getValue().getDeclaringClass())) {
          out.print(title);
          title = "";
          print(getter.getKey(), options.get(getter.getKey()), out);
        }
      }
    }
  }

  private static void print(String name, Option option, PrintStream out) {
    out.println();
    out.println(
        "  --" + name + (option.defaultOrNull() == null ? "" : "=" + option.defaultOrNull()));
    wrap(option.description(), out);
  }

  /** Options that are listed together: those that {@code types} declare. */
  private record Group(String title, Set<Class<?>> types) {
    static Group of(String name, Class<?>... types) {
      return new Group("\n" + name + "\n", Set.of(types));
    }

    /** Of scorers that have the same options. */
    static Group of(List<ScorerKind> kinds) {
      ScorerKind first = kinds.get(0);
      return of(
          "Scorer %s\n  writes %s; by default %s queries per second, texts up to %d bytes"
              .formatted(
                  kinds.stream().map(ScorerKind::word).collect(joining(", ")),
                  first.labelsInWords(),
                  first.queriesPerSecond(),
                  first.maxTextBytes()),
          first.options());
    }
  }

  private static void wrap(String text, PrintStream out) {
    StringBuilder row = new StringBuilder(INDENT);
    for (String word : text.split(" ", -1)) {
      if (row.length() + word.length() > WIDTH) {
        out.println(row.toString().stripTrailing());
        row = new StringBuilder(INDENT);
      }
      row.append(word).append(' ');
    }
    out.println(row.toString().stripTrailing());
  }
}
