/**
 * The figures of a run under names that stay: what workers send, counted once, for the pipeline's
 * metrics, for Prometheus, and for the table of traffic.
 */
package org.postlabel.metrics;
