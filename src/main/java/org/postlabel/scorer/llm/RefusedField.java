package org.postlabel.scorer.llm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.scorer.http.ErrorBody;
import org.postlabel.scorer.llm.ChatRequest.Extra;

/** Which field of our request a service does not accept, as its error names it. */
final class RefusedField {
  private static final List<String> FORMAT =
      List.of(
          "response_format",
          "response format",
          "json_schema",
          "json schema",
          "json_object",
          "json mode",
          "response_schema",
          "responseschema",
          "response_mime_type",
          "structured output",
          "structured_output",
          "grammar",
          "guided_json");
  private static final List<String> TOKENS =
      List.of("max_completion_tokens", "max_tokens", "maxoutputtokens", "max_output_tokens");
  private static final List<String> TEMPERATURE = List.of("temperature");
  private static final List<String> SEED = List.of("seed");

  /** Some of them are those of the templates that write a conversation for a model. */
  private static final List<String> SYSTEM_MESSAGE =
      List.of(
          "messages[0].role",
          "messages.0.role",
          "system role",
          "role system",
          "role 'system'",
          "role \"system\"",
          "system message",
          "system prompt",
          "system instruction",
          "developer instruction",
          "user and assistant roles",
          "roles must alternate");

  /** "supports at most 16384 completion tokens", "the valid range of max_tokens is [1, 8192]". */
  private static final Pattern AT_MOST =
      Pattern.compile(
          "(?:at most|less than or equal to|no more than|up to|<=|cannot"
              + " exceed|\\[1,)\\D{0,3}(\\d{1,9})");

  private RefusedField() {}

  /** The field that {@code error} is about, of those that were not left out. */
  static Optional<Extra> in(ErrorBody error, Set<Extra> leftOut) {
    String field = error.field().toLowerCase(Locale.ROOT);
    Optional<Extra> named = in(field, leftOut);
    return named.isPresent() ? named : in(error.message().toLowerCase(Locale.ROOT), leftOut);
  }

  private static Optional<Extra> in(String words, Set<Extra> leftOut) {
    if (names(words, TOKENS)) {
      return Extra.limit(leftOut);
    }
    if (names(words, FORMAT)) {
      return Extra.format(leftOut);
    }
    if (names(words, TEMPERATURE) && !leftOut.contains(Extra.TEMPERATURE)) {
      return Optional.of(Extra.TEMPERATURE);
    }
    Optional<Extra> system = systemMessage(words, leftOut);
    if (system.isPresent()) {
      return system;
    }
    return names(words, SEED) && !leftOut.contains(Extra.SEED)
        ? Optional.of(Extra.SEED)
        : Optional.empty();
  }

  /** The message of the role system, when {@code error} is about it and it was not left out. */
  static Optional<Extra> systemMessage(ErrorBody error, Set<Extra> leftOut) {
    return systemMessage(error.message().toLowerCase(Locale.ROOT), leftOut);
  }

  private static Optional<Extra> systemMessage(String words, Set<Extra> leftOut) {
    return names(words, SYSTEM_MESSAGE) && !leftOut.contains(Extra.SYSTEM_MESSAGE)
        ? Optional.of(Extra.SYSTEM_MESSAGE)
        : Optional.empty();
  }

  private static boolean names(String words, List<String> fields) {
    return fields.stream().anyMatch(words::contains);
  }

  /** The most tokens of an answer, when {@code error} says that we asked for more than those. */
  static OptionalInt mostTokens(ErrorBody error, int sent) {
    String message = error.message().toLowerCase(Locale.ROOT);
    Matcher most = AT_MOST.matcher(message);
    if (!names(error.field() + " " + message, TOKENS) || !most.find()) {
      return OptionalInt.empty();
    }
    int tokens = Integer.parseInt(most.group(1));
    return tokens > 0 && tokens < sent ? OptionalInt.of(tokens) : OptionalInt.empty();
  }
}
