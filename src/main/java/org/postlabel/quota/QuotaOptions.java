package org.postlabel.quota;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How fast we may ask. */
public interface QuotaOptions extends PipelineOptions {
  @Description(
      "Quota in queries per second, fractions allowed; 0 means no limit. The default is Perspective's"
          + " default quota.")
  @Default.Double(1)
  double getQueriesPerSecond();

  void setQueriesPerSecond(double queries);

  @Description(
      "Quota in queries per minute, fractions allowed; 0, the default, means that only"
          + " --queriesPerSecond counts. When both are given, both hold.")
  @Default.Double(0)
  double getQueriesPerMinute();

  void setQueriesPerMinute(double queries);

  @Description(
      "Name of the quota; all runs on this database that use one name share it. The default is made"
          + " from the endpoint and a fingerprint of the key.")
  String getQuotaName();

  void setQuotaName(String name);
}
