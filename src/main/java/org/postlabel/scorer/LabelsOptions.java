package org.postlabel.scorer;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where labels are. */
public interface LabelsOptions extends PipelineOptions {
  @Description(
      "Label table, such as labels_2026: lowercase letters, digits and underscores; a run creates"
          + " it if missing. The default is the scorer's own table, and for a report the table of"
          + " its run.")
  String getLabelsTable();

  void setLabelsTable(String name);
}
