package org.postlabel.scorer;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.postlabel.post.LabelTable;

/**
 * A way of scoring: one package, and one line in {@code
 * META-INF/services/org.postlabel.scorer.ScorerKind}. Nothing outside the package names it. It has
 * a public constructor without arguments and no state; {@link ScorerKinds} finds it.
 */
public interface ScorerKind {
  /** The value of {@code --scorer}, which the table {@code runs} keeps: it never changes. */
  String word();

  /**
   * The table of labels, its columns and their kinds, which may depend on {@code options}; made by
   * the first run where it is missing.
   *
   * @throws IllegalArgumentException with one line when {@code options} do not tell
   */
  LabelTable labels(ScorerOptions options);

  /** The name of that table, for people who have chosen no options yet. */
  default String labelsInWords() {
    return labels(PipelineOptionsFactory.as(ScorerOptions.class)).name();
  }

  /** The options of this kind alone; their names differ from those of all other options. */
  Class<? extends PipelineOptions> options();

  /** What would be asked, for kinds that ask in words; reads and checks the options that matter. */
  default Optional<Questionnaire> questionnaire(PipelineOptions options) {
    return Optional.empty();
  }

  /**
   * A file that tells a scorer of this kind what to ask, to begin with, for kinds that take one.
   *
   * @throws IllegalArgumentException when {@code name} cannot be its name
   */
  default Optional<String> template(String name) {
    return Optional.empty();
  }

  /** The environment variable that holds the provider's key when no file does, if it has one. */
  default Optional<String> keyVariable() {
    return Optional.empty();
  }

  /**
   * The last day on which the provider answers, in UTC, when it has named one. Found out without
   * asking anybody.
   *
   * @throws IllegalArgumentException with one line when {@code options} are wrong
   */
  default Optional<LocalDate> lastDay(PipelineOptions options) {
    return Optional.empty();
  }

  /** The pace of a run that names none, in queries per second; 0 means no limit. */
  double queriesPerSecond();

  /** The greatest text that the provider takes, in bytes of UTF-8. */
  int maxTextBytes();

  /**
   * Reads and checks {@link #options()}, and no key.
   *
   * @throws IllegalArgumentException with one line that names the option, its range and its value
   */
  ScorerProvider provider(PipelineOptions options);
}
