package org.postlabel.database;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where the posts are and the labels go. */
public interface DatabaseOptions extends PipelineOptions {
  @Description(
      "JDBC URL of the database that holds the posts and takes the labels: jdbc:sqlite:FILE, which is"
          + " made when there is none, or jdbc:postgresql://HOST/DATABASE, without a password. The"
          + " default is a file in the current folder, so that nothing has to be set up.")
  @Default.String("jdbc:sqlite:postlabel.db")
  String getConnectionURL();

  void setConnectionURL(String url);

  @Description("User of a PostgreSQL database; the default is the one in the URL, if any.")
  String getUsername();

  void setUsername(String username);

  @Description(
      "File that holds the database's password and nothing else, on each worker. The default is none:"
          + " the password is taken from the environment variable POSTLABEL_DATABASE_PASSWORD.")
  String getPasswordFile();

  void setPasswordFile(String path);

  @Description(
      "Schema of a PostgreSQL database that holds our tables; made when there is none. The default is"
          + " public.")
  String getSchema();

  void setSchema(String schema);
}
