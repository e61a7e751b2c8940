package org.postlabel.scorer.llm;

import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.Questionnaire;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.file.Codebooks;

/** A language model that labels posts by a codebook. */
public class LlmKind implements ScorerKind {
  /** Services differ: slow enough for the smallest plan. */
  private static final double QUERIES_PER_SECOND = 1;

  /** As much as Perspective takes, so that both label the same posts. */
  private static final int MAX_TEXT_BYTES = 20_480;

  /** About as many as a post on a social network has. */
  private static final int TOKENS_OF_A_POST = 40;

  @Override
  public String word() {
    return "llm";
  }

  @Override
  public LabelTable labels(ScorerOptions options) {
    LabelTable labels = codebook(options).labels();
    return options.as(LlmOptions.class).getJudgements() > 1 ? labels.withJudgements() : labels;
  }

  @Override
  public String labelsInWords() {
    return "CODEBOOK_labels";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return LlmOptions.class;
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of(LanguageModel.KEY_VARIABLE);
  }

  @Override
  public double queriesPerSecond() {
    return QUERIES_PER_SECOND;
  }

  @Override
  public int maxTextBytes() {
    return MAX_TEXT_BYTES;
  }

  @Override
  public ScorerProvider provider(PipelineOptions options) {
    return LanguageModel.from(
        this, codebook(options.as(ScorerOptions.class)), options.as(LlmOptions.class));
  }

  @Override
  public Optional<Questionnaire> questionnaire(PipelineOptions options) {
    PreparedCodebook prepared = PreparedCodebook.of(codebook(options.as(ScorerOptions.class)));
    LlmOptions llm = options.as(LlmOptions.class);
    return Optional.of(
        new Questionnaire(
            prepared.instructions(),
            prepared.schema().toString(),
            prepared
                .expectedUsage(TOKENS_OF_A_POST)
                .plus(prepared.expectedUsageOfQuery().share(0, llm.getPostsPerPrompt()))
                .times(llm.getJudgements())));
  }

  @Override
  public Optional<String> template(String name) {
    return Optional.of(Codebooks.template(name));
  }

  /**
   * The codebook that {@code options} name.
   *
   * @throws IllegalArgumentException with one line when they name none, or something is wrong in it
   */
  Codebook codebook(ScorerOptions options) {
    if (options.getCodebook() == null) {
      throw new IllegalArgumentException(
          "--scorer=llm needs --codebook: a file, or " + String.join(" or ", Codebooks.bundled()));
    }
    return Codebooks.find(options.getCodebook());
  }
}
