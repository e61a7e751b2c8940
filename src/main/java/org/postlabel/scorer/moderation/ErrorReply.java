package org.postlabel.scorer.moderation;

import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.http.CallErrors;
import org.postlabel.scorer.http.ErrorBody;
import org.postlabel.scorer.http.Halving;
import org.postlabel.scorer.http.HttpReply;

/**
 * Decides what an error concerns, by the codes of OpenAI
 * (https://platform.openai.com/docs/guides/error-codes) and of Mistral
 * (https://docs.mistral.ai/resources/error-glossary). Messages are never passed on.
 */
record ErrorReply(CallErrors call, String model) {
  private static final Outcome REJECTED =
      new Outcome.Rejected("the moderation service rejects our requests (HTTP 400)");
  private static final Outcome TOO_LONG = new Outcome.Answered(Answer.failed(Reason.TEXT_TOO_LONG));

  /**
   * The outcome of each text of a request.
   *
   * @param together how many texts it held
   */
  Outcome outcome(HttpReply reply, int together) {
    ErrorBody error = ErrorBody.of(reply);
    return call.outcomeOf(reply, error).orElseGet(() -> ofTheTexts(reply, error, together));
  }

  private Outcome ofTheTexts(HttpReply reply, ErrorBody error, int together) {
    if (reply.status() == 404 || error.isNamed("model")) {
      return new Outcome.Refused(
          "--moderationModel must name a model of this service, was " + model);
    }
    boolean isTooLong =
        reply.status() == 413
            || error.mentions("too long", "too many tokens", "context length", "context_length");
    return Halving.after(together, isTooLong ? TOO_LONG : REJECTED);
  }
}
