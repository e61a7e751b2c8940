package org.postlabel.scorer.classifier;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.scorer.ServiceOptions;

/** Which classifier we ask, and how. */
public interface ClassifierOptions extends ServiceOptions {
  @Description(
      "Base URL of the classifier's server, such as http://localhost:8080; for huggingface the"
          + " address of the model. There is no default; --scorer=classifier requires it.")
  String getClassifierEndpoint();

  void setClassifierEndpoint(String url);

  @Description(
      "Protocol of the classifier's server: tei (Text Embeddings Inference), vllm (also SGLang) or"
          + " huggingface (Inference Providers and Endpoints). The default is tei.")
  @Default.String("tei")
  String getClassifierDialect();

  void setClassifierDialect(String dialect);

  @Description(
      "How the model's raw outputs become scores: sigmoid (labels are independent), softmax (one of"
          + " the labels is true) or none (raw outputs). There is no default;"
          + " --scorer=classifier requires it.")
  String getClassifierActivation();

  void setClassifierActivation(String activation);

  @Description(
      "Labels of the classifier, separated by commas, in the order of the model's outputs. The"
          + " default is what the server lists, which only tei does; the others require it.")
  String getClassifierLabels();

  void setClassifierLabels(String labels);

  @Description(
      "Name of the classifier's model. The default is what tei says and, for huggingface, the path"
          + " of the address; vllm requires it.")
  String getClassifierModel();

  void setClassifierModel(String name);

  @Description(
      "Revision of the classifier's model, such as its commit: another revision is another scorer."
          + " The default is what tei says, which a given one must equal; the others say none.")
  String getClassifierRevision();

  void setClassifierRevision(String revision);

  @Description(
      "Whether a text that is too long for the classifier is cut off. The default is false: it gets"
          + " the reason text_too_long. With huggingface the model's own setting applies.")
  @Default.Boolean(false)
  boolean getClassifierTruncate();

  void setClassifierTruncate(boolean truncates);

  @Description(
      "File that contains only the API key of the classifier's server. The default is none: the key"
          + " is read from the environment variable CLASSIFIER_API_KEY; if that is not set, no key"
          + " is sent.")
  String getClassifierKeyFile();

  void setClassifierKeyFile(String path);

  @Description(
      "Most texts per request to a classifier, which counts as one query; 1..1000. The default is"
          + " 32; tei may allow fewer, and huggingface takes one.")
  @Default.Integer(32)
  int getTextsPerClassification();

  void setTextsPerClassification(int texts);
}
