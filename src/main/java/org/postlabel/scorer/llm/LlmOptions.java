package org.postlabel.scorer.llm;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which language model we ask, and how. */
public interface LlmOptions extends PipelineOptions {
  @Description(
      "URL of a service of chat completions, with /v1 at its end, as in https://api.openai.com/v1 or"
          + " http://localhost:11434/v1. There is no default: --scorer=sociopolitical needs one.")
  String getLlmEndpoint();

  void setLlmEndpoint(String url);

  @Description(
      "Language model, as its service calls it. There is no default: --scorer=sociopolitical needs"
          + " one.")
  String getLlmModel();

  void setLlmModel(String name);

  @Description(
      "File that holds the key of the language model's service and nothing else. The default is none:"
          + " the key is taken from the environment variable LLM_API_KEY, and where that is not set"
          + " none is sent, as servers of your own want it.")
  String getLlmKeyFile();

  void setLlmKeyFile(String path);

  @Description(
      "Posts that a language model is asked about in one prompt; 1..15. The default is 5: more cost"
          + " less and are labelled with less care.")
  @Default.Integer(5)
  int getPostsPerPrompt();

  void setPostsPerPrompt(int posts);

  @Description(
      "Part of the bundled golden posts, with which a run begins, that a language model must label"
          + " right; 0..1. The default is 0.75: a model that says the same of all of them reaches"
          + " 0.5.")
  @Default.Double(0.75)
  double getMinGoldenAccuracy();

  void setMinGoldenAccuracy(double accuracy);

  @Description(
      "By which part the share of sociopolitical posts may drop against the run before, or the run's"
          + " own beginning, before a run stops; 0..1, and 1 never stops it. The default is 0.9: other"
          + " posts have other shares, but not a tenth of it.")
  @Default.Double(0.9)
  double getMaxShareDrop();

  void setMaxShareDrop(double part);
}
