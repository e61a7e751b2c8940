package org.postlabel.scorer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.postlabel.post.LabelTable;

/** The scorer kinds on the class path. */
public final class ScorerKinds {
  private static final SortedMap<String, ScorerKind> BY_WORD = load();

  private ScorerKinds() {}

  private static SortedMap<String, ScorerKind> load() {
    SortedMap<String, ScorerKind> byWord = new TreeMap<>();
    for (ScorerKind kind :
        ServiceLoader.load(ScorerKind.class, ScorerKind.class.getClassLoader())) {
      if (byWord.put(kind.word(), kind) != null) {
        throw new IllegalStateException("two scorers named " + kind.word());
      }
    }
    return Collections.unmodifiableSortedMap(byWord);
  }

  /** All of them, sorted by word. */
  public static Collection<ScorerKind> all() {
    return BY_WORD.values();
  }

  /** The kind with {@code word}; empty when it is not on the class path. */
  public static Optional<ScorerKind> find(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /**
   * The kind that {@code --scorer} names.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ScorerKind of(ScorerOptions options) {
    return find(options.getScorer())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--scorer must be %s, was %s"
                        .formatted(String.join(" or ", BY_WORD.keySet()), options.getScorer())));
  }

  /**
   * The table of labels that {@code --scorer} and {@code --labelsTable} name.
   *
   * @throws IllegalArgumentException when they name none
   */
  public static LabelTable labels(ScorerOptions options) {
    return labels(of(options), options);
  }

  /** The table of {@code kind}, or the one that {@code --labelsTable} names, with its columns. */
  public static LabelTable labels(ScorerKind kind, ScorerOptions options) {
    return named(kind.labels(options), options.getLabelsTable());
  }

  /** {@code table}, or {@code tableOrNull} with the same columns. */
  public static LabelTable named(LabelTable table, String tableOrNull) {
    if (tableOrNull == null) {
      return table;
    }
    try {
      return table.named(tableOrNull);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--labelsTable must be at most 63 lowercase letters, digits and underscores, was "
              + tableOrNull,
          e);
    }
  }

  /** {@code type} and the options of every kind. */
  public static List<Class<? extends PipelineOptions>> optionsWith(
      Class<? extends PipelineOptions> type) {
    List<Class<? extends PipelineOptions>> all = new ArrayList<>(List.of(type));
    all().forEach(kind -> all.add(kind.options()));
    return all;
  }

  /** Has Beam parse the options of every kind. */
  public static final class Registrar implements PipelineOptionsRegistrar {
    @Override
    public Iterable<Class<? extends PipelineOptions>> getPipelineOptions() {
      return all().stream().<Class<? extends PipelineOptions>>map(ScorerKind::options).toList();
    }
  }
}
