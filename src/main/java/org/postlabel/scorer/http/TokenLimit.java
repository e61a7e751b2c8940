package org.postlabel.scorer.http;

import com.google.api.client.http.HttpHeaders;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The limit of tokens a minute that the headers of an answer name. Limits of requests are left out:
 * under one name some services count them by the minute, and others by the day.
 */
final class TokenLimit {
  /** OpenAI, Azure and Groq; Mistral and Cerebras; Mistral's earlier names; Anthropic. */
  private static final String[] HEADERS = {
    "x-ratelimit-limit-tokens",
    "x-ratelimit-limit-tokens-minute",
    "x-ratelimitbysize-limit-minute",
    "x-ratelimitbysize-limit",
    "anthropic-ratelimit-tokens-limit"
  };

  private TokenLimit() {}

  /** Empty where none is named; Azure has sent 0 and -1, which mean nothing. */
  static OptionalDouble of(HttpHeaders headers) {
    return Stream.of(HEADERS)
        .map(headers::getFirstHeaderStringValue)
        .filter(value -> value != null && value.strip().matches("\\d{1,12}"))
        .mapToDouble(value -> Double.parseDouble(value.strip()))
        .filter(limit -> limit > 0)
        .findFirst();
  }
}
