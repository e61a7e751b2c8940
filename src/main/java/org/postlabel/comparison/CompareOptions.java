package org.postlabel.comparison;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.options.Choices;

/** Which scores are compared, and how that is shown. */
public interface CompareOptions extends DatabaseOptions {
  @Description(
      "CSV file with the columns left and right: which column of the left side is compared with"
          + " which of the right, a line for each pair. The default is none: columns of the same"
          + " name, and those whose meaning is nearest for the services that Postlabel has"
          + " scorers for.")
  String getCrosswalk();

  void setCrosswalk(String file);

  @Description(
      "Thresholds on the left, as comma-separated numbers, whose counterparts on the right are"
          + " looked for. The default, 0.5,0.7,0.8,0.9, has those that studies of Perspective use"
          + " most.")
  @Default.String("0.5,0.7,0.8,0.9")
  String getThresholds();

  void setThresholds(String thresholds);

  @Description(
      "Bootstrap resamples for the 95 % intervals; 100..10000. The default, 1000, is enough for"
          + " two digits.")
  @Default.Integer(1000)
  int getResamples();

  void setResamples(int resamples);

  @Description(
      "Seed of the bootstrap and of the sample that is compared where there are more than 100,000"
          + " posts, a whole number. The default is 1.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long seed);

  @Description(
      "File for the maps of right scores to the scale of the left ones, as JSON for export --map;"
          + " overwritten if it exists. Each map is an isotonic regression that is fitted on half"
          + " of the posts and judged on the others. There is none below a rank correlation of .5."
          + " The default is none.")
  String getWriteMap();

  void setWriteMap(String file);

  @Description(
      "Output format: text (a summary), json (all results, for programs) or html (one page). The"
          + " default is text.")
  @Default.String("text")
  @Choices({"text", "json", "html"})
  String getFormat();

  void setFormat(String format);

  @Description(
      "Output file, overwritten if it exists, or - for standard output. The default is standard"
          + " output, and reports/comparison.html for html.")
  String getOutput();

  void setOutput(String target);
}
