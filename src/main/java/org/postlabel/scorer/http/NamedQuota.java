package org.postlabel.scorer.http;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The quota that an HTTP 429 names. Only words whose form rules out the text of a post are passed
 * on.
 */
public final class NamedQuota {
  /** The fields of Google's {@code ErrorInfo} and {@code QuotaFailure}. */
  private static final String[] FIELDS = {"quota_limit", "quotaId"};

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./-]{1,100}");

  /** "Rate limit reached for M in organization O on requests per day (RPD): Limit 200, ...". */
  private static final Pattern OPENAI =
      Pattern.compile(
          "\\bon ((?:requests|tokens|images) per (?:day|hour|minute|min|second)"
              + "(?: \\([A-Z]{2,5}\\))?)(?:: Limit:? (\\d[\\d.,]{0,14}\\d|\\d))?");

  /** "Rate limit exceeded: free-models-per-day. Add ...". */
  private static final Pattern OPENROUTER =
      Pattern.compile("^Rate limit exceeded: ([a-z-]{1,50}per-[a-z-]{1,30})");

  private NamedQuota() {}

  /** Its name, and its limit if that is named too; empty when there is none. */
  public static Optional<String> of(ErrorBody error) {
    return Stream.of(FIELDS)
        .flatMap(field -> error.json().findParents(field).stream())
        .map(
            details ->
                named(
                    details.path("quota_limit").asText(details.path("quotaId").asText()),
                    details.path("quota_limit_value").asText(details.path("quotaValue").asText())))
        .flatMap(Optional::stream)
        // The longest one: a minute's is renewed sooner.
        .max(Comparator.comparing(name -> name.contains("PerDay")))
        .or(() -> inWords(error.message()));
  }

  private static Optional<String> named(String name, String limit) {
    return WORD.matcher(name).matches()
        ? Optional.of(name + (limit.matches("\\d{1,15}") ? " (" + limit + ")" : ""))
        : Optional.empty();
  }

  private static Optional<String> inWords(String message) {
    Matcher openRouter = OPENROUTER.matcher(message);
    if (openRouter.find()) {
      return Optional.of(openRouter.group(1));
    }
    Matcher openAi = OPENAI.matcher(message);
    return openAi.find()
        ? Optional.of(
            openAi.group(1) + (openAi.group(2) == null ? "" : ", limit " + openAi.group(2)))
        : Optional.empty();
  }
}
