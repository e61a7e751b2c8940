/**
 * What every scorer behind an HTTP service shares: sending, time limit, key, {@code Retry-After}.
 */
package org.postlabel.scorer.http;
