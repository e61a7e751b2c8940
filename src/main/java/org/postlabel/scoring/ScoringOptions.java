package org.postlabel.scoring;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How texts are sent to the provider. */
public interface ScoringOptions extends PipelineOptions {
  @Description(
      "Posts per batch, and so the most queries in one request of --requestMode=batch; 1..100; prompts"
          + " per batch for a language model. A small quota makes requests smaller than this. The"
          + " default is half of what Perspective is known to take.")
  @Default.Integer(50)
  int getBatchSize();

  void setBatchSize(int posts);

  @Description(
      "Queries per worker that are sent and not yet kept, at most; 1..10000. What a kill can make us"
          + " pay twice. The default is enough for 1000 queries per second at 250 ms.")
  @Default.Integer(256)
  int getMaxRequestsInFlight();

  void setMaxRequestsInFlight(int queries);

  @Description(
      "Calls for one text, at most; 1..100. Then the text is left for a later run. The default"
          + " outlasts about a minute of outage.")
  @Default.Integer(8)
  int getMaxAttempts();

  void setMaxAttempts(int calls);

  @Description(
      "Whether a run first asks a few texts of ours, to see whether the provider still answers as it"
          + " did in the last run: on, which costs a handful of queries and is the default, or off.")
  @Default.String("on")
  String getCanaries();

  void setCanaries(String onOrOff);

  @Description(
      "Longest wait for a connection or an answer, in seconds; 1..600. The default is that of"
          + " Google's clients.")
  @Default.Integer(20)
  int getRequestTimeoutSeconds();

  void setRequestTimeoutSeconds(int seconds);
}
