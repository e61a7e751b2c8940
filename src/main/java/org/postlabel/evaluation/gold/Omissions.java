package org.postlabel.evaluation.gold;

import com.fasterxml.jackson.databind.EnumNamingStrategies.CamelCaseStrategy;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts the gold rows that are not compared. Not thread-safe. */
public final class Omissions {
  private final EnumMap<Omission, Count> counts = new EnumMap<>(Omission.class);

  /**
   * How many rows.
   *
   * @param firstLine on which the first of them begins in the file
   */
  public record Count(long rows, long firstLine) {
    private Count plus(Count other) {
      return new Count(rows + other.rows, Math.min(firstLine, other.firstLine));
    }
  }

  /** Adds the row that begins on {@code line} of the file. */
  public void add(Omission omission, long line) {
    counts.merge(omission, new Count(1, line), Count::plus);
  }

  /** Those that there are. */
  public Map<Omission, Count> counts() {
    return Collections.unmodifiableMap(counts);
  }

  public long rows() {
    return counts.values().stream().mapToLong(Count::rows).sum();
  }

  public long rows(Omission omission) {
    return Stream.ofNullable(counts.get(omission)).mapToLong(Count::rows).sum();
  }

  /** As in "3 without a label (the first on line 7)", for each of those that there are. */
  public List<String> phrases() {
    return counts.entrySet().stream()
        .map(entry -> phrase(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public String toString() {
    return String.join(", ", phrases());
  }

  private static String phrase(Omission omission, Count count) {
    return String.format(
        Locale.ROOT,
        "%,d %s (%sline %d)",
        count.rows(),
        omission.words(),
        count.rows() == 1 ? "" : "the first on ",
        count.firstLine());
  }

  /** Why a gold row is not compared. */
  public enum Omission {
    WITHOUT_KEY("without a uri or text"),
    WITHOUT_GOLD("without a gold value"),
    NO_TRUTH("whose gold value is neither true nor false"),
    NO_NUMBER("whose gold value is no number"),
    TIED("whose raters are tied"),
    DOUBLED("repeating another row"),
    CONTRADICTORY("contradicting another row"),
    WITHOUT_LABEL("without a label"),
    FAILED("whose label failed"),
    WITHOUT_VALUE("whose label has no value"),
    AMBIGUOUS("whose text has labels that differ");

    private final String words;

    Omission(String words) {
      this.words = words;
    }

    public String jsonName() {
      return CamelCaseStrategy.INSTANCE.convertEnumToExternalName(name());
    }

    /** As in "3 rows without a label". */
    public String words() {
      return words;
    }
  }
}
