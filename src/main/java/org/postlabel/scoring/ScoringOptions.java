package org.postlabel.scoring;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How texts are sent to the provider. */
public interface ScoringOptions extends PipelineOptions {
  @Description(
      "Posts per batch (prompts per batch for a language model), and so the largest number of"
          + " queries in one request with --requestMode=batch; 1..100. A small quota makes"
          + " requests smaller. The default is half of the largest batch that Perspective is known"
          + " to accept.")
  @Default.Integer(50)
  int getBatchSize();

  void setBatchSize(int posts);

  @Description(
      "Maximum number of queries per worker that are sent but not yet committed to the ledger;"
          + " 1..10000. At most this many queries are repeated after a kill. The default is enough"
          + " for 1000 queries per second at a latency of 250 ms.")
  @Default.Integer(256)
  int getMaxRequestsInFlight();

  void setMaxRequestsInFlight(int queries);

  @Description(
      "Maximum number of attempts per text; 1..100. After that the text is left for a later run."
          + " The default covers an outage of about one minute.")
  @Default.Integer(8)
  int getMaxAttempts();

  void setMaxAttempts(int calls);

  @Description(
      "Number of runs after which a text that the provider never answers, while it answers others,"
          + " fails for good with the reason unanswerable; 1..100. The default is 3, so that an"
          + " unlucky day of the provider costs no label.")
  @Default.Integer(3)
  int getMaxRuns();

  void setMaxRuns(int runs);

  @Description(
      "Whether a run first sends a few fixed texts to check that the provider still returns the"
          + " same scores as in the previous run: on or off. The default is on, which costs a few"
          + " queries.")
  @Default.String("on")
  String getCanaries();

  void setCanaries(String onOrOff);

  @Description(
      "Timeout for a whole request, from connecting to the last byte of the response, in seconds;"
          + " 1..600. The default is that of Google's client libraries.")
  @Default.Integer(20)
  int getRequestTimeoutSeconds();

  void setRequestTimeoutSeconds(int seconds);

  @Description(
      "Posts per slice, that is, per execution of the pipeline; 0..100000000. Two slices run at the"
          + " same time, so memory holds twice this number of posts, whatever the size of the"
          + " table; a slice of long texts has fewer, with 4 MB of text at most. The default, 0,"
          + " means what the quota allows in a minute, between 200 and 20000, because labels are"
          + " written at the end of a slice; on a Flink cluster it means that one job labels all"
          + " posts.")
  @Default.Long(0)
  long getSliceSize();

  void setSliceSize(long posts);
}
