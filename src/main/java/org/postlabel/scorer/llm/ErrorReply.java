package org.postlabel.scorer.llm;

import java.util.OptionalDouble;
import java.util.Set;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.http.ErrorBody;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.llm.ChatRequest.Extra;

/**
 * Tells what an error means, whose shape is that of OpenAI's
 * (https://platform.openai.com/docs/guides/error-codes) with the codes of those who copied it. No
 * service's message is passed on: it may hold a text or the key.
 */
final class ErrorReply {
  /** What an error is about. */
  sealed interface Meaning {}

  /** The call, whatever it asked. */
  record OfTheCall(Outcome outcome) implements Meaning {}

  /** One of the texts in it, or all of them together. */
  record OfTheTexts(Reason reason) implements Meaning {}

  /** Something that this service does not take. */
  record OfAnExtra(Extra extra) implements Meaning {}

  private ErrorReply() {}

  /** What {@code reply} means to a request without {@code leftOut}. */
  static Meaning read(HttpReply reply, String model, Set<Extra> leftOut) {
    ErrorBody error = ErrorBody.of(reply);
    return switch (reply.status()) {
      case 400, 422 -> badRequest(reply.status(), error, model, leftOut);
      case 401, 403, 407 ->
          refused(
              "the language model's service refuses our key, or misses one (HTTP %d); it is taken from LLM_API_KEY or --llmKeyFile"
                  .formatted(reply.status()));
      case 402 -> refused("the language model's service wants to be paid (HTTP 402)");
      case 404, 405, 410 ->
          error.isExplained() && error.mentions("model")
              ? noModel(model)
              : refused(
                  "there are no chat completions at --llmEndpoint (HTTP " + reply.status() + ")");
      case 413 -> new OfTheTexts(Reason.TEXT_TOO_LONG);
      case 429 ->
          error.mentions("insufficient_quota")
              ? refused("the credit with the language model's service is used up (HTTP 429)")
              : new OfTheCall(
                  new Outcome.Throttled(reply.retryAfterOrNull(), OptionalDouble.empty()));
      default ->
          reply.status() >= 500 || reply.status() == 408 || reply.status() == 409
              ? new OfTheCall(
                  Outcome.TryLater.because("HTTP " + reply.status(), reply.retryAfterOrNull()))
              : refused(
                  "--llmEndpoint answers HTTP "
                      + reply.status()
                      + "; does it name chat completions?");
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
      return refused("the language model's service does not know this key (HTTP 400)");
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
