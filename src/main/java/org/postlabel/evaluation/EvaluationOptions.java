package org.postlabel.evaluation;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.options.Choices;
import org.postlabel.scorer.ScorerOptions;

/** Which labels are compared with a gold file, and how that is shown. */
public interface EvaluationOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Label column to compare, such as prob_toxic or is_sociopolitical; scores become true or"
          + " false at --threshold. There is no default, because it depends on the gold file.")
  String getColumn();

  void setColumn(String column);

  @Description(
      "Column of the gold file that holds the human labels. For scores and booleans the values are"
          + " true or false, yes or no, 1 or 0; for categories the category, or the word none for"
          + " no category. Ratings of several people stand in columns of this name that end in"
          + " _rater_1, _rater_2 and so on. The default is label.")
  @Default.String("label")
  String getGoldColumn();

  void setGoldColumn(String column);

  @Description(
      "Score at or above which a label counts as true. The default, 0.5, is the middle of the"
          + " scale and not necessarily the best threshold.")
  @Default.Double(0.5)
  double getThreshold();

  void setThreshold(double threshold);

  @Description(
      "ID of the run whose labels are compared. The default, all, compares the labels of every"
          + " run.")
  @Default.String("all")
  String getRun();

  void setRun(String runId);

  @Description(
      "Bootstrap resamples for the 95 % intervals; 100..10000. The default, 1000, is enough for"
          + " two digits.")
  @Default.Integer(1000)
  int getResamples();

  void setResamples(int resamples);

  @Description(
      "Seed of the bootstrap, a whole number: the same seed, file and labels give the same"
          + " intervals on every machine. The default is 1.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long seed);

  @Description(
      "Output format: text (a summary), json (all results, for programs) or html (one page). The"
          + " default is text.")
  @Default.String("text")
  @Choices({"text", "json", "html"})
  String getFormat();

  void setFormat(String format);

  @Description(
      "Output file, overwritten if it exists, or - for standard output. The default is standard"
          + " output, and reports/evaluation.html for html.")
  String getOutput();

  void setOutput(String target);
}
