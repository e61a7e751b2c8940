package org.postlabel.scorer.llm;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.scorer.ServiceOptions;
import org.postlabel.scorer.http.KeyPlace;

/** Which language model we ask, and how. */
public interface LlmOptions extends ServiceOptions {
  @Description(
      "Base URL of a chat completions API: what precedes /chat/completions, such as"
          + " https://api.openai.com/v1 or http://localhost:11434/v1. There is no default;"
          + " a language model requires it.")
  String getLlmEndpoint();

  void setLlmEndpoint(String url);

  @Description(
      "Name of the language model, as the service lists it. There is no default;"
          + " a language model requires it.")
  String getLlmModel();

  void setLlmModel(String name);

  @Description(
      "File that contains only the API key of the language model's service. The default is none:"
          + " the key is read from the environment variable LLM_API_KEY; if that is not set, no"
          + " key is sent, which suits self-hosted servers.")
  String getLlmKeyFile();

  void setLlmKeyFile(String path);

  @Description(
      "Where requests to a language model hold the API key: bearer (the header Authorization),"
          + " query (the parameter key of the URL), or the name of a header, such as api-key for"
          + " Azure. The default is bearer, which most services take.")
  @Default.String(KeyPlace.BEARER)
  String getLlmKeyIn();

  void setLlmKeyIn(String place);

  @Description(
      "Posts per prompt of a language model; 1..15. The default is 5: larger prompts cost less per"
          + " post, but the labels are less reliable.")
  @Default.Integer(5)
  int getPostsPerPrompt();

  void setPostsPerPrompt(int posts);

  @Description(
      "Most tokens of a language model's answer to a prompt, its thoughts included; 1 or more. The"
          + " default is none: as many as the labels of a prompt may need, and four times that"
          + " from the first answer on that is cut off.")
  Integer getMaxAnswerTokens();

  void setMaxAnswerTokens(Integer tokens);

  @Description(
      "How often a language model judges each post; 1..15. With more than one, the label is the"
          + " majority or the median, and the column agreement says how far the judgements agree;"
          + " each judgement is paid once. The default is 1. At --temperature=0 all judgements are"
          + " nearly the same.")
  @Default.Integer(1)
  int getJudgements();

  void setJudgements(int judgements);

  @Description(
      "Temperature of a language model; 0..2. The default is 0, for answers as reproducible as the"
          + " service can give; --judgements needs more, such as 0.7, to show how sure the model"
          + " is. Another temperature is another scorer.")
  @Default.Double(0)
  double getTemperature();

  void setTemperature(double temperature);

  @Description(
      "Share of the codebook's golden posts, sent when a run starts, that a language model must"
          + " label correctly for the run to continue; 0..1. The default is 0.75: a model that"
          + " gives every post the same label reaches 0.5.")
  @Default.Double(0.75)
  double getMinGoldenAccuracy();

  void setMinGoldenAccuracy(double accuracy);

  @Description(
      "Largest relative drop in the share that the codebook watches, compared with the previous run"
          + " or with the start of this run, before the run stops; 0..1, where 1 disables the"
          + " check. The default is 0.9: other posts may have another share, but hardly less than"
          + " a tenth of it.")
  @Default.Double(0.9)
  double getMaxShareDrop();

  void setMaxShareDrop(double part);
}
