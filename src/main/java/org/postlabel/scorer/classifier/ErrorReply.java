package org.postlabel.scorer.classifier;

import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.http.CallErrors;
import org.postlabel.scorer.http.ErrorBody;
import org.postlabel.scorer.http.Halving;
import org.postlabel.scorer.http.HttpReply;

/**
 * Decides what an error concerns. The spelling of types differs between versions of the servers, so
 * the status decides where it can. Messages are never passed on.
 */
record ErrorReply(CallErrors call, String model) {
  /** A server's model failed; a text may be the cause. */
  private static final int BACKEND_FAILED = 424;

  private static final Outcome REJECTED =
      new Outcome.Rejected("the classifier's server rejects our requests");

  /**
   * The outcome of each text of a request.
   *
   * @param together how many texts it held
   */
  Outcome outcome(HttpReply reply, int together) {
    if (reply.status() == BACKEND_FAILED) {
      return Halving.after(
          together, Outcome.TryLater.because("HTTP 424", reply.retryAfterOrNull()));
    }
    ErrorBody error = ErrorBody.of(reply);
    return call.outcomeOf(reply, error).orElseGet(() -> ofTheTexts(reply, error, together));
  }

  private Outcome ofTheTexts(HttpReply reply, ErrorBody error, int together) {
    if (reply.status() == 404 || reply.status() == 405 || error.isNamed("model")) {
      return new Outcome.Refused(
          "the classifier's server does not serve the model %s (HTTP %d)"
              .formatted(model, reply.status()));
    }
    if (reply.status() == 413
        || error.mentions("too long", "must have less than", "context length", "max_model_len")) {
      return Halving.after(together, failed(Reason.TEXT_TOO_LONG));
    }
    return Halving.after(together, error.isNamed("empty") ? failed(Reason.TEXT_EMPTY) : REJECTED);
  }

  private static Outcome failed(Reason reason) {
    return new Outcome.Answered(Answer.failed(reason));
  }
}
