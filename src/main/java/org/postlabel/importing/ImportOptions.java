package org.postlabel.importing;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.options.Choices;

/** How files of posts are read, and into which database. */
public interface ImportOptions extends DatabaseOptions {
  @Description(
      "Whether ids that look rounded, such as 1.23E+18 or many that end in 000, are imported as"
          + " they are. The default is false: the file is refused, because posts whose ids were"
          + " rounded to the same number would replace each other.")
  @Default.Boolean(false)
  boolean getAllowRoundedIds();

  void setAllowRoundedIds(boolean allow);

  @Description(
      "What is between the cells of CSV: one character, or comma, semicolon, tab or pipe. The"
          + " default is none: it is found from the header and the first rows.")
  String getSeparator();

  void setSeparator(String separator);

  @Description(
      "How a quote inside a quoted cell of CSV is written: doubled or backslash; or none, where no"
          + " cell is quoted and a quote is a character like others. The default is to find it from"
          + " the first rows.")
  String getQuoteEscape();

  void setQuoteEscape(String escape);

  @Description(
      "How the characters of the files are encoded, for instance windows-1252. The default is"
          + " UTF-8, or UTF-16 where the file begins like it.")
  String getEncoding();

  void setEncoding(String encoding);

  @Description(
      "Which fields of the files make which columns, for instance uri=id_str,text=full_text; in"
          + " JSON by a path (text=commit.record.text), several in a template"
          + " (uri=at://{did}/app.bsky.feed.post/{commit.rkey}). The default is none: a field has"
          + " the name of its column.")
  String getPostColumns();

  void setPostColumns(String columns);

  @Description(
      "What the rows are: jetstream, twitter, reddit or mastodon, whose fields and rows without a"
          + " post are known. The default is none: every row is a post.")
  @Choices({"jetstream", "twitter", "reddit", "mastodon"})
  String getFormat();

  void setFormat(String format);
}
