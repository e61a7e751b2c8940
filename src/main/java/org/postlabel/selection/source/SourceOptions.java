package org.postlabel.selection.source;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where the posts are when they are not in our own table. */
public interface SourceOptions extends PipelineOptions {
  @Description(
      "Table or view that holds the posts, spelled exactly as in the database and with its schema"
          + " if it has one, such as research.bluesky_posts. The default is Postlabel's own table"
          + " posts, which import fills.")
  String getPostsTable();

  void setPostsTable(String table);

  @Description(
      "Query that returns the posts, used instead of --postsTable: one SELECT or WITH statement"
          + " without a semicolon. A run evaluates it twice, to check it and to copy the posts"
          + " that the run selects, and three more times to draw a sample. The default is none.")
  String getPostsQuery();

  void setPostsQuery(String query);

  @Description(
      "Columns of --postsTable or --postsQuery that have other names than Postlabel's, such as"
          + " uri=post_id,text=body,synctimestamp=seen_at; Postlabel's names are uri, text,"
          + " synctimestamp, preprocessing_timestamp, source, url, like_count, reply_count and"
          + " repost_count. The default is none: columns are found by these names, and all but uri"
          + " and text are optional.")
  String getPostColumns();

  void setPostColumns(String columns);
}
