package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How the emulated service answers a batch; by default every part once and in order. */
public interface EmulatorBatchOptions extends PipelineOptions {
  @Description(
      "Whether the batch endpoint exists; true by default, false answers it with 404 as "
          + "most replacements do.")
  @Default.Boolean(true)
  boolean getBatchEndpoint();

  void setBatchEndpoint(boolean value);

  @Description("Whether the parts of a batch answer come in any order; false by default.")
  @Default.Boolean(false)
  boolean getShuffleParts();

  void setShuffleParts(boolean value);

  @Description("Share of parts left out of a batch answer, between 0 and 1; by default none.")
  @Default.Double(0)
  double getMissingPartRate();

  void setMissingPartRate(double value);

  @Description("Share of parts sent twice in a batch answer, between 0 and 1; by default none.")
  @Default.Double(0)
  double getDoubledPartRate();

  void setDoubledPartRate(double value);

  @Description(
      "Share of parts followed by a part with a Content-ID that nobody asked for, "
          + "between 0 and 1; by default none.")
  @Default.Double(0)
  double getForeignPartRate();

  void setForeignPartRate(double value);
}
