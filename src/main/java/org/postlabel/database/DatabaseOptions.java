package org.postlabel.database;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where the posts are and the labels go. */
public interface DatabaseOptions extends PipelineOptions {
  @Description(
      "JDBC URL of the database that holds the posts and the labels: jdbc:sqlite:FILE, created if"
          + " missing, or jdbc:postgresql://HOST/DATABASE, without a password. The default is a"
          + " file in the current directory, which needs no setup.")
  @Default.String("jdbc:sqlite:postlabel.db")
  String getConnectionURL();

  void setConnectionURL(String url);

  @Description("PostgreSQL user. The default is the user in the URL, if any.")
  String getUsername();

  void setUsername(String username);

  @Description(
      "File that contains only the database password; each worker needs it. The default is none:"
          + " the password is read from the environment variable POSTLABEL_DATABASE_PASSWORD.")
  String getPasswordFile();

  void setPasswordFile(String path);

  @Description(
      "PostgreSQL schema for Postlabel's tables, created if missing. The default is postlabel, a"
          + " schema of its own; tables that an earlier version made in public are used there.")
  String getSchema();

  void setSchema(String schema);
}
