package org.postlabel.scorer;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How the address of a service is to be understood. */
public interface ServiceOptions extends PipelineOptions {
  @Description(
      "Name of the service, used in the scorer id instead of its address: letters, digits and"
          + " ._:- up to 100. Give two addresses of one service the same name, and the labels of"
          + " one count for the other. The default is none: another host, port or path is another"
          + " scorer.")
  String getScorerName();

  void setScorerName(String name);

  @Description(
      "Whether an API key may be sent over plain http to another machine. The default is false,"
          + " because everyone on the way could read the key.")
  @Default.Boolean(false)
  boolean getAllowPlainHttp();

  void setAllowPlainHttp(boolean allow);
}
