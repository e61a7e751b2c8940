package org.postlabel.export;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.options.Choices;
import org.postlabel.scorer.ScorerOptions;

/** Which labels are exported, and how. */
public interface ExportOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Output format: csv, jsonl or parquet. The default follows the file name (.csv, .jsonl,"
          + " .parquet; .csv.gz and .jsonl.gz are compressed); standard output gets csv.")
  @Choices({"csv", "jsonl", "parquet"})
  String getFormat();

  void setFormat(String format);

  @Description(
      "Exports only labels made at this UTC time or later, such as 2026-01-31T12:00:00Z or"
          + " 2026-01-31. The default is all labels.")
  String getSince();

  void setSince(String time);

  @Description("Exports only the labels made by the run with this ID. The default is all runs.")
  String getRun();

  void setRun(String runId);

  @Description(
      "Files that compare --writeMap wrote, separated by commas. Each map adds a last column, such"
          + " as harassment_as_prob_toxic, with scores of the exported table mapped to the scale of"
          + " another scorer. The default is none.")
  String getMap();

  void setMap(String files);

  @Description(
      "Whether an existing file is overwritten. The default is false, so that no file is lost by"
          + " mistake.")
  @Default.Boolean(false)
  boolean getOverwrite();

  void setOverwrite(boolean overwrite);

  @Description(
      "Whether texts are written to CSV unchanged. The default is false: a text that a spreadsheet"
          + " would run as a formula, because it starts with =, +, -, @, a tab or a line break, is"
          + " prefixed with an apostrophe, and a NUL, at which many readers end a text, is written"
          + " as the sign U+2400.")
  @Default.Boolean(false)
  boolean getRawText();

  void setRawText(boolean rawText);

  @Description(
      "What is between the cells of CSV: comma, semicolon, tab, pipe, or one ASCII character. The"
          + " default is a comma; Excel expects a semicolon where numbers have decimal commas.")
  String getSeparator();

  void setSeparator(String separator);

  @Description(
      "Whether CSV begins with a byte order mark. The default is false, because only Excel needs"
          + " it, to read letters with accents and emoji.")
  @Default.Boolean(false)
  boolean getBom();

  void setBom(boolean bom);
}
