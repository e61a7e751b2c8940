package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

  /** Models use about two thirds of the words that they may. */
  private static final double SHARE_OF_WORDS = 2.0 / 3;

  /** Such as {@code {"posts":[]}}. */
  private static final int TOKENS_AROUND_A_LIST = 4;

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
    this.counted =
        new Counted(
            instructions,
            form.label(SOME_ID, usual(codebook, true)).toString(),
            form.label(SOME_ID, usual(codebook, false)).toString());
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
   * About the tokens of a post in its prompt, and of its label.
   *
   * @param ofText the tokens of its text, quoted
   */
  Usage expectedUsage(long ofText) {
    return new Usage(ofText + counted.aroundAText(), counted.label());
  }

  /** About the tokens of a prompt without posts, and of an answer without labels. */
  Usage expectedUsageOfQuery() {
    return new Usage(
        counted.instructions() + TokenCount.AROUND_TWO_MESSAGES + TOKENS_AROUND_A_LIST,
        TOKENS_AROUND_A_LIST);
  }

  /** More than a label has. */
  int mostTokensOfALabel() {
    return mostTokensOfALabel;
  }

  /**
   * A label of usual length.
   *
   * @param areAllAsked whether attributes are asked that have a condition
   */
  private static Map<String, Object> usual(Codebook codebook, boolean areAllAsked) {
    Map<String, Object> values = new HashMap<>();
    for (Attribute attribute : codebook.attributes()) {
      if (!areAllAsked && attribute.when().isPresent()) {
        continue;
      }
      values.put(
          attribute.name(),
          switch (attribute.kind()) {
            case TRUTH -> true;
            case SCORE -> 0.35;
            case COUNT -> 2.0;
            case WORD -> attribute.wording().meanings().keySet().iterator().next();
            case TEXT -> "words ".repeat((int) (SHARE_OF_WORDS * attribute.wording().maxWords()));
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
    private final String shortLabel;
    private long aroundAText;
    private long tokens;
    private long mostTokens;
    private long labelTokens;

    Counted(String instructions, String label, String shortLabel) {
      this.instructions = instructions;
      this.label = label;
      this.shortLabel = shortLabel;
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
        // Half of the posts meet a condition, and a comma follows a label.
        labelTokens = (TokenCount.of(label) + TokenCount.of(shortLabel)) / 2 + 1;
      }
      return labelTokens;
    }

    /** An id and the marks around a text. */
    synchronized long aroundAText() {
      if (aroundAText == 0) {
        String around = JsonNodeFactory.instance.objectNode().put("id", SOME_ID).toString();
        aroundAText = TokenCount.of(around + ",\"text\":,");
      }
      return aroundAText;
    }
  }
}
