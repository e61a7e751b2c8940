package org.postlabel.scorer.http;

/**
 * A whole answer, whatever its status.
 *
 * @param retryAfterOrNull the header {@code Retry-After}, as it was sent
 */
public record Received(int status, String body, String contentType, String retryAfterOrNull) {}
