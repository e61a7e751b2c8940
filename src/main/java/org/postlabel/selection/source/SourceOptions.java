package org.postlabel.selection.source;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where the posts are when they are not in our own table. */
public interface SourceOptions extends PipelineOptions {
  @Description(
      "Table or view that holds the posts, named exactly as in the database and with its schema where"
          + " it has one, as in research.bluesky_posts. The default is our own table posts, which"
          + " import fills.")
  String getPostsTable();

  void setPostsTable(String table);

  @Description(
      "Query that yields the posts, in place of --postsTable: one SELECT or WITH statement without a"
          + " semicolon. A run evaluates it twice, to check it and to copy what it takes on, and"
          + " three times more to draw a sample. The default is none.")
  String getPostsQuery();

  void setPostsQuery(String query);

  @Description(
      "What --postsTable or --postsQuery calls our columns, as in"
          + " uri=post_id,text=body,synctimestamp=seen_at; ours are uri, text, synctimestamp,"
          + " preprocessing_timestamp, source, url, like_count, reply_count and repost_count. The"
          + " default is none: columns with our names are found, and all but uri and text may be"
          + " missing.")
  String getPostColumns();

  void setPostColumns(String columns);
}
