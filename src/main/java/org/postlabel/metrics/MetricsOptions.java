package org.postlabel.metrics;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where the figures of a run in progress can be read. */
public interface MetricsOptions extends PipelineOptions {
  @Description(
      "Port on 127.0.0.1 that serves Prometheus metrics under /metrics while a run on one machine"
          + " is in progress; 0..65535. The default, 0, turns it off, because most runs are not"
          + " monitored.")
  @Default.Integer(0)
  int getMetricsPort();

  void setMetricsPort(int port);
}
