/** The figures of a run under names that stay: as metrics of the pipeline, and for Prometheus. */
package org.postlabel.metrics;
