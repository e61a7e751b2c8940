package org.postlabel.pipeline;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.joining;

import java.util.Locale;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.llm.LanguageModel;
import org.postlabel.scorer.llm.SociopoliticalLabels;
import org.postlabel.scorer.perspective.Perspective;
import org.postlabel.scorer.perspective.PerspectiveLabels;

/** The scorers there are. A new one is a room of its own, and an entry here. */
public enum ScorerKind {
  /** Google's Perspective API, or a service that speaks its language. */
  PERSPECTIVE(Perspective.API_KEY_VARIABLE) {
    @Override
    public LabelTable labels() {
      return PerspectiveLabels.TABLE;
    }

    @Override
    ScorerProvider provider(LabelPostsOptions options) {
      return Perspective.from(options);
    }
  },

  /** A language model that says what posts have to do with politics and society. */
  SOCIOPOLITICAL(LanguageModel.KEY_VARIABLE) {
    @Override
    public LabelTable labels() {
      return SociopoliticalLabels.TABLE;
    }

    @Override
    ScorerProvider provider(LabelPostsOptions options) {
      return LanguageModel.from(options);
    }
  };

  private final String keyVariable;

  ScorerKind(String keyVariable) {
    this.keyVariable = keyVariable;
  }

  /** The one that {@code --scorer} names. */
  public static ScorerKind of(ScorerOptions options) {
    return stream(values())
        .filter(kind -> kind.word().equals(options.getScorer()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--scorer must be %s, was %s"
                        .formatted(
                            stream(values()).map(ScorerKind::word).collect(joining(" or ")),
                            options.getScorer())));
  }

  /** The one whose scorer ids begin as {@code scorerId} does. */
  public static ScorerKind ofScorerId(String scorerId) {
    return stream(values())
        .filter(kind -> scorerId.startsWith(kind.word() + "-"))
        .findFirst()
        .orElse(PERSPECTIVE);
  }

  /** Reads and checks the options of this scorer. */
  abstract ScorerProvider provider(LabelPostsOptions options);

  /** Where its labels are. */
  public abstract LabelTable labels();

  /** The environment variable that holds its key when no file does. */
  public String keyVariable() {
    return keyVariable;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
