package org.postlabel.quota;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.scorer.ScorerDefaults;

/** The quota of queries. */
public interface QuotaOptions extends PipelineOptions {
  @Description(
      "Quota in queries per second; fractions are allowed, and 0 means no limit. The default is"
          + " that of the scorer.")
  @Default.InstanceFactory(ScorerDefaults.QueriesPerSecond.class)
  double getQueriesPerSecond();

  void setQueriesPerSecond(double queries);

  @Description(
      "Quota in queries per minute; fractions are allowed. The default, 0, means that only"
          + " --queriesPerSecond applies; if both are set, both apply.")
  @Default.Double(0)
  double getQueriesPerMinute();

  void setQueriesPerMinute(double queries);

  @Description(
      "Name of the quota; all runs on the same database with the same name share it. The default"
          + " is derived from the endpoint and a fingerprint of the key.")
  String getQuotaName();

  void setQuotaName(String name);
}
