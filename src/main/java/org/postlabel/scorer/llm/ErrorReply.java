package org.postlabel.scorer.llm;

import java.util.OptionalDouble;
import java.util.Set;
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

  private ErrorReply() {}

  /** The meaning of {@code reply} to a request without {@code leftOut}. */
  static Meaning read(HttpReply reply, String model, Set<Extra> leftOut) {
    ErrorBody error = ErrorBody.of(reply);
    return switch (reply.status()) {
      case 400, 422 -> badRequest(reply.status(), error, model, leftOut);
      case 401, 403, 407 ->
          refused(
              "the language model's service rejects the API key, or requires one (HTTP %d): set LLM_API_KEY or --llmKeyFile, and --llmKeyIn if it is no bearer token"
                  .formatted(reply.status()));
      case 402 -> refused("the language model's service requires payment (HTTP 402)");
      case 404, 405, 410 ->
          error.isExplained() && error.mentions("model")
              ? noModel(model)
              : refused(
                  "no chat completions API at --llmEndpoint (HTTP %d): it is what precedes /chat/completions, such as https://api.openai.com/v1"
                      .formatted(reply.status()));
      case 413 -> new OfTheTexts(Reason.TEXT_TOO_LONG);
      case 429 ->
          error.mentions("insufficient_quota")
              ? refused(
                  "the language model's service reports insufficient quota or credit (HTTP 429)")
              : new OfTheCall(
                  new Outcome.Throttled(
                      reply.retryAfterOrNull(),
                      OptionalDouble.empty(),
                      NamedQuota.of(error).orElse(null)));
      default ->
          reply.status() >= 500 || reply.status() == 408 || reply.status() == 409
              ? new OfTheCall(
                  Outcome.TryLater.because("HTTP " + reply.status(), reply.retryAfterOrNull()))
              : refused(
                  "unexpected HTTP %d: check that --llmEndpoint is a chat completions API"
                      .formatted(reply.status()));
    };
  }

  private static Meaning badRequest(int status, ErrorBody error, String model, Set<Extra> leftOut) {
    if (!error.isExplained()) {
      return new OfTheCall(
          Outcome.TryLater.noProvider("HTTP %d without a reason".formatted(status)));
    }
    if (error.mentions("content_filter", "content_policy", "content policy")) {
      return new OfTheTexts(Reason.CONTENT_FILTERED);
    }
    if (error.mentions("context_length", "context length", "context_size", "context size")) {
      return new OfTheTexts(Reason.TEXT_TOO_LONG);
    }
    if (error.mentions("model_not_found")) {
      return noModel(model);
    }
    if (error.mentions("api_key", "api key")) {
      return refused("the language model's service rejects this API key (HTTP 400)");
    }
    if (!leftOut.contains(Extra.RESPONSE_FORMAT)
        && error.mentions("response_format", "json_schema", "json schema")) {
      return new OfAnExtra(Extra.RESPONSE_FORMAT);
    }
    if (!leftOut.contains(Extra.TEMPERATURE) && error.mentions("temperature")) {
      return new OfAnExtra(Extra.TEMPERATURE);
    }
    return new OfTheTexts(Reason.REJECTED_BY_PROVIDER);
  }

  private static Meaning noModel(String model) {
    return refused("--llmModel must name a model of this service, was " + model);
  }

  private static Meaning refused(String cause) {
    return new OfTheCall(new Outcome.Refused(cause));
  }
}
