package org.postlabel.scorer.llm;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.http.ErrorBody;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.NamedQuota;
import org.postlabel.scorer.llm.ChatRequest.Extra;

/**
 * Decides what an error concerns, by OpenAI's codes
 * (https://platform.openai.com/docs/guides/error-codes) and those of compatible services. The
 * message may quote a text or the key and is never passed on.
 */
final class ErrorReply {
  /** What an error concerns. */
  sealed interface Meaning {}

  /** The call, whatever its texts. */
  record OfTheCall(Outcome outcome) implements Meaning {}

  /** One of its texts, or all of them together. */
  record OfTheTexts(Reason reason) implements Meaning {}

  /** A parameter that this service does not accept. */
  record OfAnExtra(Extra extra) implements Meaning {}

  /** More tokens of an answer than this service allows. */
  record OfTheLimit(int mostTokens) implements Meaning {}

  /** Timeout, conflict, too early, closed by the client. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 409, 425, 499);

  /** "Limit 7000, Used 0, Requested ~12903": no wait makes room for so many tokens. */
  private static final Pattern LIMIT_AND_REQUESTED =
      Pattern.compile(
          "\\btokens per \\w+.{0,20}: limit:? (\\d{1,9}), used:? \\d{1,9},"
              + " requested:? ~?(\\d{1,9})\\b");

  private static final String[] FILTERS = {
    "content_filter", "content_policy", "content policy", "content management policy",
    "content exists risk", "data_inspection_failed", "requires moderation", "flagged"
  };

  private static final String[] CONTEXT = {
    "context_length",
    "context length",
    "context_size",
    "context size",
    "context window",
    "context_window",
    "prompt is too long",
    "prompt too long",
    "input is too long",
    "request too large",
    "maximum number of tokens allowed",
    "max_tokens must be at least 1, got"
  };

  private static final String[] NO_CREDIT = {
    "insufficient_quota",
    "insufficient balance",
    "insufficient credit",
    "insufficient_balance",
    "exceeded_current_quota",
    "credit balance",
    "all available credits",
    "billing_hard_limit"
  };

  private static final String[] NO_MODEL = {
    "model_not_found",
    "invalid_model",
    "invalid model",
    "not a valid model",
    "model not exist",
    "model not found",
    "unknown model",
    "no models loaded",
    "no endpoints found"
  };

  private ErrorReply() {}

  /**
   * The meaning of {@code reply} to a request without {@code leftOut} for an answer of {@code
   * sentLimit} tokens.
   */
  static Meaning read(HttpReply reply, String model, Set<Extra> leftOut, int sentLimit) {
    ErrorBody error = ErrorBody.of(reply);
    if (reply.status() >= 400 && reply.status() < 500 && error.mentions(NO_CREDIT)) {
      return refused(
          "the language model's service reports insufficient quota or credit (HTTP %d)"
              .formatted(reply.status()));
    }
    return switch (reply.status()) {
      case 400, 422 -> badRequest(reply.status(), error, model, leftOut, sentLimit);
      case 403 ->
          error.isExplained() && error.mentions(FILTERS)
              ? new OfTheTexts(Reason.CONTENT_FILTERED)
              : keyRejected(reply.status());
      case 401 -> keyRejected(reply.status());
      case 407 ->
          refused(
              "the proxy requires a user and a password, or rejects those in its URL (HTTP 407)");

      case 402 -> refused("the language model's service requires payment (HTTP 402)");
      case 404, 405, 410 ->
          error.mentions("deploymentnotfound")
              ? refused("the deployment that --llmEndpoint names does not exist (HTTP 404)")
              : error.isExplained() && (error.mentions("model") || error.mentions(NO_MODEL))
                  ? noModel(model)
                  : refused(
                      "no chat completions API at --llmEndpoint (HTTP %d): it is what precedes /chat/completions, such as https://api.openai.com/v1"
                          .formatted(reply.status()));
      case 413 -> new OfTheTexts(Reason.TEXT_TOO_LONG);
      case 429 ->
          error.mentions("request too large") || isAboveLimit(error)
              ? new OfTheTexts(Reason.TEXT_TOO_LONG)
              : new OfTheCall(
                  new Outcome.Throttled(
                      reply.retryAfterOrNull(),
                      OptionalDouble.empty(),
                      NamedQuota.of(error).orElse(null)));
      default ->
          reply.status() >= 500
              ? serverError(reply, error, leftOut)
              : TRANSIENT.contains(reply.status())
                  ? later(reply)
                  : new OfTheCall(
                      Outcome.Refused.unexpected(
                          "unexpected HTTP %d: check that --llmEndpoint is a chat completions API"
                              .formatted(reply.status())));
    };
  }

  private static boolean isAboveLimit(ErrorBody error) {
    Matcher numbers = LIMIT_AND_REQUESTED.matcher(error.message().toLowerCase(Locale.ROOT));
    return numbers.find()
        && Integer.parseInt(numbers.group(2)) > Integer.parseInt(numbers.group(1));
  }

  /** Some local servers report with a 500 what is wrong with a request. */
  private static Meaning serverError(HttpReply reply, ErrorBody error, Set<Extra> leftOut) {
    if (error.mentions(CONTEXT)) {
      return new OfTheTexts(Reason.TEXT_TOO_LONG);
    }
    return RefusedField.systemMessage(error, leftOut)
        .<Meaning>map(OfAnExtra::new)
        .orElseGet(() -> later(reply));
  }

  private static Meaning later(HttpReply reply) {
    return new OfTheCall(
        Outcome.TryLater.because("HTTP " + reply.status(), reply.retryAfterOrNull()));
  }

  private static Meaning badRequest(
      int status, ErrorBody error, String model, Set<Extra> leftOut, int sentLimit) {
    if (!error.isExplained()) {
      return new OfTheCall(Outcome.TryLater.unexplained(status));
    }
    if (error.mentions("json_validate_failed", "failed to generate json")) {
      return new OfTheTexts(Reason.INVALID_ANSWER);
    }
    if (error.mentions(FILTERS)) {
      return new OfTheTexts(Reason.CONTENT_FILTERED);
    }
    if (error.mentions(CONTEXT)) {
      return new OfTheTexts(Reason.TEXT_TOO_LONG);
    }
    if (error.mentions(NO_MODEL)) {
      return noModel(model);
    }
    if (error.mentions("api_key", "api key")) {
      return refused("the language model's service rejects this API key (HTTP 400)");
    }
    OptionalInt most = RefusedField.mostTokens(error, sentLimit);
    return most.isPresent()
        ? new OfTheLimit(most.getAsInt())
        : RefusedField.in(error, leftOut)
            .<Meaning>map(OfAnExtra::new)
            .orElseGet(() -> new OfTheTexts(Reason.REJECTED_BY_PROVIDER));
  }

  private static Meaning keyRejected(int status) {
    return refused(
        "the language model's service rejects the API key, or requires one (HTTP %d): set LLM_API_KEY or --llmKeyFile, and --llmKeyIn if it is no bearer token"
            .formatted(status));
  }

  private static Meaning noModel(String model) {
    return refused("--llmModel must name a model of this service, was " + model);
  }

  private static Meaning refused(String cause) {
    return new OfTheCall(new Outcome.Refused(cause));
  }
}
