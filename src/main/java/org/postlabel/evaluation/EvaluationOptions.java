package org.postlabel.evaluation;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.scorer.ScorerOptions;

/** Which labels are compared with a gold file, and how that is shown. */
public interface EvaluationOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Column of the scorer's labels that is compared, as in prob_toxic or is_sociopolitical; scores"
          + " are compared by --threshold. It has no default: only you know what the gold file is about.")
  String getColumn();

  void setColumn(String column);

  @Description(
      "Column of the gold file that holds what people say of a post: for scores and truths true or"
          + " false, yes or no, 1 or 0; for words the word, and none where a label has no word. The"
          + " default is label.")
  @Default.String("label")
  String getGoldColumn();

  void setGoldColumn(String column);

  @Description(
      "Score from which on a label means true. The default, 0.5, is the middle of the scale, and not"
          + " always where scores tell posts apart best.")
  @Default.Double(0.5)
  double getThreshold();

  void setThreshold(double threshold);

  @Description("Id of the run whose labels are compared; the default, all, means any run's.")
  @Default.String("all")
  String getRun();

  void setRun(String runId);

  @Description(
      "Resamples of the bootstrap that the 95 % intervals come from; 100..10000. The default, 1000,"
          + " is enough for two digits.")
  @Default.Integer(1000)
  int getResamples();

  void setResamples(int resamples);

  @Description(
      "Whole number that chooses the resamples: the same number, file and labels give the same"
          + " intervals on every machine. The default is 1.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long seed);

  @Description(
      "What is written: text, a summary to read; json, all of it for programs; or html, one file to"
          + " look at. The default is text.")
  @Default.String("text")
  String getFormat();

  void setFormat(String format);

  @Description(
      "Where it goes: a file, which is replaced, or - for standard output. The default is standard"
          + " output, and reports/evaluation.html for html.")
  String getOutput();

  void setOutput(String target);
}
