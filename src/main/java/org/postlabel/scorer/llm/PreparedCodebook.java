package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postlabel.post.Usage;
import org.postlabel.scorer.llm.codebook.AnswerForm;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.Instructions;

/** What a service gets of a codebook, and how many tokens that is. Thread-safe. */
final class PreparedCodebook {
  private static final Map<Codebook, PreparedCodebook> MADE = new ConcurrentHashMap<>();

  /** As long as one of a post. */
  private static final String SOME_ID = "p-0123456789";

  /** Models may exceed what they are asked for, and print JSON with white space. */
  private static final double RESERVE = 1.25;

  /** An id and the marks around a post. */
  private static final int TOKENS_AROUND_A_TEXT = 16;

  private static final int TOKENS_OF_A_WORD = 3;
  private static final int TOKENS_AROUND_A_VALUE = 6;
  private static final int TOKENS_OF_A_NUMBER = 8;
  private static final int TOKENS_OF_AN_ID = 20;

  private final String instructions;
  private final AnswerForm form;
  private final JsonNode schema;
  private final int mostTokensOfALabel;
  private final Counted counted;

  private PreparedCodebook(Codebook codebook) {
    this.instructions = Instructions.of(codebook);
    this.form = new AnswerForm(codebook);
    this.schema = form.schema();
    this.mostTokensOfALabel = mostTokensOfALabel(codebook);
    this.counted = new Counted(instructions, form.label(SOME_ID, usual(codebook)).toString());
  }

  /** Made once. */
  static PreparedCodebook of(Codebook codebook) {
    return MADE.computeIfAbsent(codebook, PreparedCodebook::new);
  }

  /** The system message. */
  String instructions() {
    return instructions;
  }

  AnswerForm form() {
    return form;
  }

  /** The JSON Schema of an answer. */
  JsonNode schema() {
    return schema;
  }

  long tokens() {
    return counted.instructions();
  }

  /** An upper bound of what a service may count. */
  long mostTokens() {
    return counted.mostOfInstructions();
  }

  /**
   * About the tokens of a post.
   *
   * @param ofText the tokens of its text
   */
  Usage expectedUsage(long ofText, int postsPerPrompt) {
    return new Usage(
        ofText + TOKENS_AROUND_A_TEXT + counted.instructions() / postsPerPrompt, counted.label());
  }

  /** More than a label has. */
  int mostTokensOfALabel() {
    return mostTokensOfALabel;
  }

  /** A label in which every attribute is asked. */
  private static Map<String, Object> usual(Codebook codebook) {
    Map<String, Object> values = new HashMap<>();
    for (Attribute attribute : codebook.attributes()) {
      values.put(
          attribute.name(),
          switch (attribute.kind()) {
            case TRUTH -> true;
            case SCORE -> 0.35;
            case COUNT -> 2.0;
            case WORD -> attribute.wording().meanings().keySet().iterator().next();
            case TEXT -> "words ".repeat(attribute.wording().maxWords());
          });
    }
    return values;
  }

  private static int mostTokensOfALabel(Codebook codebook) {
    int tokens = TOKENS_OF_AN_ID;
    for (Attribute attribute : codebook.attributes()) {
      tokens +=
          TOKENS_AROUND_A_VALUE
              + attribute.name().length() / 2
              + switch (attribute.kind()) {
                case TRUTH, SCORE, COUNT -> TOKENS_OF_A_NUMBER;
                case WORD -> longestWord(attribute);
                case TEXT -> TOKENS_OF_A_WORD * attribute.wording().maxWords();
              };
    }
    return (int) (RESERVE * tokens);
  }

  private static int longestWord(Attribute attribute) {
    return attribute.wording().meanings().keySet().stream().mapToInt(String::length).max().orElse(0)
        + 1;
  }

  /** Counted on first use: that takes a second, and most runs count no tokens. */
  private static final class Counted {
    private final String instructions;
    private final String label;
    private long tokens;
    private long mostTokens;
    private long labelTokens;

    Counted(String instructions, String label) {
      this.instructions = instructions;
      this.label = label;
    }

    synchronized long instructions() {
      if (tokens == 0) {
        tokens = TokenCount.of(instructions);
      }
      return tokens;
    }

    synchronized long mostOfInstructions() {
      if (mostTokens == 0) {
        mostTokens = TokenCount.most(instructions);
      }
      return mostTokens;
    }

    synchronized long label() {
      if (labelTokens == 0) {
        labelTokens = TokenCount.of(label);
      }
      return labelTokens;
    }
  }
}
