package org.postlabel.export;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.scorer.ScorerOptions;

/** Which labels are exported, and how. */
public interface ExportOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Format of the export: csv, jsonl or parquet. By default the file's ending tells it (.csv,"
          + " .jsonl, .parquet; .csv.gz and .jsonl.gz are compressed), and standard output gets"
          + " csv.")
  String getFormat();

  void setFormat(String format);

  @Description(
      "Exports only labels made at this time or later, in UTC, as in 2026-01-31T12:00:00Z or"
          + " 2026-01-31; the default is all.")
  String getSince();

  void setSince(String time);

  @Description("Exports only labels that this run made, by its id; the default is all runs.")
  String getRun();

  void setRun(String runId);

  @Description(
      "Whether a file that exists is replaced; the default is false, so that nothing is lost.")
  @Default.Boolean(false)
  boolean getOverwrite();

  void setOverwrite(boolean overwrite);

  @Description(
      "Whether CSV holds texts as they are. The default is false: a text that a spreadsheet would"
          + " take for a formula, since it begins with =, +, -, @, a tab or a line break, gets an"
          + " apostrophe in front.")
  @Default.Boolean(false)
  boolean getRawText();

  void setRawText(boolean rawText);
}
