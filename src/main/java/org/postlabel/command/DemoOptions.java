package org.postlabel.command;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What the demo shows. */
public interface DemoOptions extends PipelineOptions {
  @Description(
      "Codebook to label the bundled posts by, a YAML file or the name of a bundled one: an"
          + " emulated language model then answers. The default is none: an emulated Perspective"
          + " API answers.")
  String getCodebook();

  void setCodebook(String nameOrFile);

  @Description(
      "Whether the bundled posts are labelled twice, by an emulated Perspective API and an emulated"
          + " moderation service, and the two compared. The default is false.")
  @Default.Boolean(false)
  boolean getBridge();

  void setBridge(boolean bridge);
}
