package org.postlabel.metrics;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where the figures of a run can be read while it goes on. */
public interface MetricsOptions extends PipelineOptions {
  @Description(
      "Port of 127.0.0.1 at which Prometheus finds the figures of a run on one machine, under"
          + " /metrics; 0..65535. The default, 0, means none: most runs have nobody who asks.")
  @Default.Integer(0)
  int getMetricsPort();

  void setMetricsPort(int port);
}
