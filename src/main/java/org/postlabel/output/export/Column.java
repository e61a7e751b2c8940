package org.postlabel.output.export;

import java.util.ArrayList;
import java.util.List;
import org.postlabel.post.LabelTable;

/**
 * A column of an export. Its name is that of the table, in every format; any value may be null.
 *
 * @param isOfPost whether it stands in the table {@code posts}, which may lack it, not in that of
 *     the labels
 */
record Column(String name, Kind kind, boolean isOfPost) {
  /** What the values of a column are. */
  enum Kind {
    /** {@code String}. */
    STRING,
    /** {@code Boolean}. */
    BOOLEAN,
    /** {@code Long}. */
    COUNT,
    /** {@code Double}, exactly as it is stored. */
    SCORE,
    /** {@code Instant}. */
    TIME
  }

  /** The columns of {@code table} in its order, then what else is known of a post. */
  static List<Column> of(LabelTable table) {
    List<Column> columns = new ArrayList<>();
    columns.add(ofLabel("uri", Kind.STRING));
    columns.add(ofLabel("text", Kind.STRING));
    columns.add(ofLabel("was_successfully_labeled", Kind.BOOLEAN));
    columns.add(ofLabel("reason", Kind.STRING));
    columns.add(ofLabel("label_timestamp", Kind.TIME));
    table.attributeByColumn().keySet().forEach(name -> columns.add(ofLabel(name, Kind.SCORE)));
    columns.add(ofLabel("text_hash", Kind.STRING));
    columns.add(ofLabel("scorer_id", Kind.STRING));
    columns.add(ofLabel("run_id", Kind.STRING));
    columns.add(ofPost("author_did", Kind.STRING));
    columns.add(ofPost("langs", Kind.STRING));
    columns.add(ofPost("created_at", Kind.TIME));
    columns.add(ofPost("synctimestamp", Kind.TIME));
    columns.add(ofPost("preprocessing_timestamp", Kind.TIME));
    columns.add(ofPost("source", Kind.STRING));
    columns.add(ofPost("url", Kind.STRING));
    columns.add(ofPost("like_count", Kind.COUNT));
    columns.add(ofPost("reply_count", Kind.COUNT));
    columns.add(ofPost("repost_count", Kind.COUNT));
    return List.copyOf(columns);
  }

  private static Column ofLabel(String name, Kind kind) {
    return new Column(name, kind, false);
  }

  private static Column ofPost(String name, Kind kind) {
    return new Column(name, kind, true);
  }
}
