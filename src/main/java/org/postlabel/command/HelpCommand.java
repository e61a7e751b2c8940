package org.postlabel.command;

import java.io.PrintStream;
import java.util.Locale;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.OptionTable;
import org.postlabel.options.Variables;

/** Lists the commands, or the options of one. */
final class HelpCommand {
  private static final int WIDTH = 96;
  private static final String INDENT = "      ";

  private HelpCommand() {}

  static ExitCode run(CommandLine line, PrintStream out) {
    if (line.words().isEmpty()) {
      out.println("Usage: ./pipeline <command> [--option=value ...]");
      out.println();
      for (Command command : Command.values()) {
        out.printf(Locale.ROOT, "  %-18s %s%n", command.usage(), command.summary());
      }
      out.println();
      out.println("./pipeline help <command> lists the options of a command.");
      return ExitCode.DONE;
    }
    Command command = Command.named(line.words().get(0));
    out.println("Usage: ./pipeline " + command.usage() + " [--option=value ...]");
    out.println(command.summary());
    if (!command.examples().isEmpty()) {
      out.println();
      out.println("Examples:");
      command.examples().forEach(example -> out.println("  ./pipeline " + example));
    }
    if (command.takesOptions()) {
      out.println();
      out.println("Options, each also as a variable such as " + example(command) + ":");
    }
    OptionTable.of(command.options())
        .forEach(
            (name, option) -> {
              out.println();
              out.println(
                  "  --"
                      + name
                      + (option.defaultOrNull() == null ? "" : "=" + option.defaultOrNull()));
              wrap(option.description(), out);
            });
    return ExitCode.DONE;
  }

  private static String example(Command command) {
    return Variables.nameOf(OptionTable.getters(command.options()).firstKey());
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
