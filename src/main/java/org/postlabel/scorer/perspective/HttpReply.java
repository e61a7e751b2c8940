package org.postlabel.scorer.perspective;

import java.time.Duration;

/**
 * An HTTP response, whole or as a part of a batch.
 *
 * @param retryAfterOrNull what the header {@code Retry-After} said
 */
record HttpReply(int status, String body, String contentType, Duration retryAfterOrNull) {
  boolean isSuccess() {
    return status == 200;
  }
}
