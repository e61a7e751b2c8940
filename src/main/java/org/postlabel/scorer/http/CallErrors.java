package org.postlabel.scorer.http;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.postlabel.scorer.Outcome;

/**
 * Which errors of a service concern a call whatever its texts: key, payment, address, quota,
 * outage. Messages of the service may quote a text or the key and are never passed on.
 *
 * @param service in words, such as "the moderation service"
 * @param key where the key is set
 * @param option that gives the address
 * @param api in words, such as "moderation API"
 */
public record CallErrors(String service, ApiKey.Source key, String option, String api) {
  /** Timeout, conflict, too early, closed by the client. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 409, 425, 499);

  /** Codes of a 429 that no wait helps. */
  private static final String[] BILLING = {
    "insufficient_quota", "billing_hard_limit", "billing_not_active"
  };

  /**
   * Empty when it concerns the texts, their number, or the model: 400, 404 with a reason, 413, 422.
   */
  public Optional<Outcome> outcomeOf(HttpReply reply, ErrorBody error) {
    int status = reply.status();
    return switch (status) {
      case 400, 422 ->
          error.isExplained()
              ? Optional.empty()
              : Optional.of(Outcome.TryLater.unexplained(status));
      case 413 -> Optional.empty();
      case 401, 403, 407 ->
          refused(
              "%s rejects the API key, or requires one (HTTP %d): set %s or %s"
                  .formatted(service, status, key.variable(), key.option()));
      case 402 -> refused("%s requires payment (HTTP 402)".formatted(service));
      case 404, 405, 410 ->
          error.isExplained() && error.mentions("model")
              ? Optional.empty()
              : refused("no %s at %s (HTTP %d)".formatted(api, option, status));
      case 429 -> Optional.of(overQuota(reply, error));
      default ->
          status >= 500 || TRANSIENT.contains(status)
              ? Optional.of(Outcome.TryLater.because("HTTP " + status, reply.retryAfterOrNull()))
              : Optional.of(
                  Outcome.Refused.unexpected(
                      "unexpected HTTP %d: check that %s is a %s".formatted(status, option, api)));
    };
  }

  private Outcome overQuota(HttpReply reply, ErrorBody error) {
    return Stream.of(BILLING).anyMatch(code -> error.isNamed(code))
        ? new Outcome.Refused(
            "%s reports insufficient quota or credit (HTTP 429)".formatted(service))
        : new Outcome.Throttled(
            reply.retryAfterOrNull(), OptionalDouble.empty(), NamedQuota.of(error).orElse(null));
  }

  private static Optional<Outcome> refused(String cause) {
    return Optional.of(new Outcome.Refused(cause));
  }
}
