package org.postlabel.scorer.llm.chat;

import java.time.Duration;

/**
 * An HTTP response.
 *
 * @param retryAfterOrNull how long the service said to wait
 */
public record HttpReply(int status, String body, Duration retryAfterOrNull) {}
