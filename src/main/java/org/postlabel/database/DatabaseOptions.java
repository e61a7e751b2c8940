package org.postlabel.database;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where the posts are and the labels go. */
public interface DatabaseOptions extends PipelineOptions {
  @Description(
      "JDBC URL of the database that holds the posts and takes the labels. A SQLite file is made"
          + " when there is none; the default is a file in the current folder, so that nothing has"
          + " to be set up.")
  @Default.String("jdbc:sqlite:postlabel.db")
  String getConnectionURL();

  void setConnectionURL(String url);
}
