package org.postlabel.options;

import static java.util.stream.Collectors.toCollection;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postlabel.database.Database;

/** Options as environment variables: {@code POSTLABEL_QUERIES_PER_SECOND}. */
public final class Variables {
  private static final String PREFIX = "POSTLABEL_";

  private Variables() {}

  /** The variable of {@code option}. */
  public static String nameOf(String option) {
    return PREFIX
        + option
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
            .toUpperCase(Locale.ROOT);
  }

  /**
   * Those of {@code options} that {@code environment} sets, by name; empty variables count as not
   * set, and those of other commands' options are left to them.
   *
   * @param all the options of all commands
   * @throws IllegalArgumentException when a variable is no option of any command: like a misspelt
   *     option, it would leave an unwanted default in force, and spend quota
   */
  public static SortedMap<String, String> optionsOf(
      Collection<String> options, Collection<String> all, Map<String, String> environment) {
    requireKnown(all, environment);
    SortedMap<String, String> values = new TreeMap<>();
    for (String option : options) {
      String value = environment.get(nameOf(option));
      if (value != null && !value.isEmpty()) {
        values.put(option, value);
      }
    }
    return values;
  }

  private static void requireKnown(Collection<String> all, Map<String, String> environment) {
    SortedSet<String> known =
        all.stream().map(Variables::nameOf).collect(toCollection(TreeSet::new));
    known.add(Database.PASSWORD_VARIABLE);
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (variable.startsWith(PREFIX) && !known.contains(variable)) {
        throw new IllegalArgumentException(
            "the environment variable " + variable + " is no option" + nearest(variable, known));
      }
    }
  }

  private static String nearest(String variable, SortedSet<String> known) {
    return known.stream()
        .filter(name -> name.replace("_", "").equalsIgnoreCase(variable.replace("_", "")))
        .findFirst()
        .map(name -> "; did you mean " + name + "?")
        .orElse("; './pipeline help run' lists them, and queriesPerSecond is " + EXAMPLE);
  }

  private static final String EXAMPLE = nameOf("queriesPerSecond");
}
