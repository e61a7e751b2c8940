package org.postlabel.scorer.llm;

import java.util.Locale;
import java.util.Set;

/** Why a model stopped writing, in the words of many services. */
enum FinishReason {
  /** It was done, or the service does not say. */
  DONE,
  /** It reached the limit of tokens. */
  CUT_OFF,
  /** A filter stopped it. */
  FILTERED,
  /** The service failed: no fault of the texts. */
  FAILED;

  /** OpenAI's and Azure's; Gemini's, alone or after OpenAI's; Zhipu's. */
  private static final Set<String> FILTERS =
      Set.of(
          "safety",
          "recitation",
          "prohibited_content",
          "blocklist",
          "spii",
          "language",
          "image_safety",
          "sensitive");

  private static final Set<String> LIMITS =
      Set.of("length", "max_tokens", "max_output_tokens", "model_length");

  /** OpenRouter's, DeepSeek's, SGLang's, Zhipu's. */
  private static final Set<String> FAILURES =
      Set.of("error", "insufficient_system_resource", "abort", "network_error");

  /** The meaning of {@code word}, whatever its case. */
  static FinishReason of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.startsWith("content_filter") || FILTERS.contains(lower)) {
      return FILTERED;
    }
    if (LIMITS.contains(lower)) {
      return CUT_OFF;
    }
    return FAILURES.contains(lower) ? FAILED : DONE;
  }
}
