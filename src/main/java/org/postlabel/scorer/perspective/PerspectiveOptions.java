package org.postlabel.scorer.perspective;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which Perspective API we ask, and how. */
public interface PerspectiveOptions extends PipelineOptions {
  @Description(
      "Root URL of the Perspective API or of a service that speaks its language; the default is"
          + " Google's, which ends on 31 December 2026.")
  @Default.String("https://commentanalyzer.googleapis.com")
  String getEndpoint();

  void setEndpoint(String url);

  @Description(
      "File that holds the API key and nothing else. The default is none: the key is taken from the"
          + " environment variable PERSPECTIVE_API_KEY.")
  String getApiKeyFile();

  void setApiKeyFile(String path);

  @Description(
      "How queries are sent: batch, many in one multipart request (the default: fewest requests), or"
          + " single, each in a request of its own. Where there is no batch endpoint, a run goes on"
          + " with single by itself.")
  @Default.String("batch")
  String getRequestMode();

  void setRequestMode(String mode);

  @Description(
      "Languages of the posts as BCP-47 codes, separated by commas; 'auto' lets the provider guess,"
          + " which it does badly on short posts. The default suits English posts.")
  @Default.String("en")
  String getLanguages();

  void setLanguages(String languages);

  @Description(
      "Whether the provider is asked not to keep the texts. The default is true: posts are people's"
          + " words.")
  @Default.Boolean(true)
  boolean getDoNotStore();

  void setDoNotStore(boolean doNotStore);
}
