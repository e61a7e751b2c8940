package org.postlabel.scorer.perspective;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.options.Choices;
import org.postlabel.scorer.ServiceOptions;

/** Which Perspective API we ask, and how. */
public interface PerspectiveOptions extends ServiceOptions {
  @Description(
      "Base URL of the Perspective API or of a compatible service; one that ends in /analyze or"
          + " :analyze is the whole address of a call. The default is Google's"
          + " service, which shuts down on 31 December 2026.")
  @Default.String("https://commentanalyzer.googleapis.com")
  String getEndpoint();

  void setEndpoint(String url);

  @Description(
      "File that contains only the API key. The default is none: the key is read from the"
          + " environment variable PERSPECTIVE_API_KEY.")
  String getApiKeyFile();

  void setApiKeyFile(String path);

  @Description(
      "Where requests hold the API key: header (X-Goog-Api-Key), bearer (Authorization: Bearer),"
          + " query (?key=), or the name of another header, such as X-API-Key. The default is"
          + " header, which Google takes and no log of addresses shows.")
  @Default.String(Perspective.HEADER)
  String getKeyIn();

  void setKeyIn(String place);

  @Description(
      "How queries are sent: batch (many in one multipart request) or single (one request per"
          + " query). The default is batch, which needs the fewest requests; if the service has no"
          + " batch endpoint, the run falls back to single.")
  @Default.String("batch")
  @Choices({"batch", "single"})
  String getRequestMode();

  void setRequestMode(String mode);

  @Description(
      "Languages of the posts as comma-separated BCP-47 codes, or auto to let the provider detect"
          + " them, which is unreliable for short posts. The default is for English posts.")
  @Default.String("en")
  String getLanguages();

  void setLanguages(String languages);

  @Description(
      "Attributes that are asked for, separated by commas, such as TOXICITY,INSULT; the columns of"
          + " the others stay empty. The default is all that have a column.")
  String getAttributes();

  void setAttributes(String names);

  @Description(
      "Whether the provider is asked not to store the texts. The default is true, because posts"
          + " may contain personal data.")
  @Default.Boolean(true)
  boolean getDoNotStore();

  void setDoNotStore(boolean doNotStore);
}
