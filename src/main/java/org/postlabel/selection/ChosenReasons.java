package org.postlabel.selection;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.postlabel.post.Reason;

/**
 * Reasons of failed labels, as a user names them.
 *
 * @param permanent those of ours
 * @param transients whether failures that no reason of ours explains are meant too
 */
public record ChosenReasons(Set<Reason> permanent, boolean transients) {
  private static final String ALL = "all";
  private static final String ALL_TRANSIENT = "all-transient";

  public ChosenReasons {
    permanent = Set.copyOf(permanent);
    if (permanent.isEmpty() && !transients) {
      throw new IllegalArgumentException("no reasons are chosen");
    }
  }

  /**
   * Reads {@code --reason}.
   *
   * @throws IllegalArgumentException with one line that lists the known reasons
   */
  public static ChosenReasons from(RetryOptions options) {
    if (options.getReason() == null) {
      throw new IllegalArgumentException("retry needs --reason: " + known());
    }
    Set<Reason> permanent = EnumSet.noneOf(Reason.class);
    boolean transients = false;
    for (String word : options.getReason().split(",", -1)) {
      String name = word.strip();
      transients |= name.equals(ALL) || name.equals(ALL_TRANSIENT);
      if (name.equals(ALL)) {
        stream(Reason.values()).filter(Reason::isFailure).forEach(permanent::add);
      } else if (!name.equals(ALL_TRANSIENT)) {
        permanent.add(failure(name));
      }
    }
    return new ChosenReasons(permanent, transients);
  }

  /** SQL that says whether {@code column} holds one of these reasons. */
  String holdIn(String column) {
    List<String> conditions = new ArrayList<>();
    if (!permanent.isEmpty()) {
      conditions.add("%s IN (%s)".formatted(column, quoted(permanent)));
    }
    if (transients) {
      conditions.add(
          "%s IS NULL OR %s NOT IN (%s)"
              .formatted(column, column, quoted(EnumSet.allOf(Reason.class))));
    }
    return "(" + String.join(" OR ", conditions) + ")";
  }

  /** A list for SQL. */
  static String quoted(Set<Reason> reasons) {
    return reasons.stream()
        .map(reason -> "'" + reason.code() + "'")
        .sorted()
        .collect(joining(", "));
  }

  private static Reason failure(String name) {
    return Reason.ofCode(name)
        .filter(Reason::isFailure)
        .orElseThrow(
            () -> new IllegalArgumentException("--reason must be " + known() + "; was " + name));
  }

  private static String known() {
    return stream(Reason.values())
            .filter(Reason::isFailure)
            .map(Reason::code)
            .collect(joining(", ", "some of ", ""))
        + ", %s, or %s".formatted(ALL_TRANSIENT, ALL);
  }
}
