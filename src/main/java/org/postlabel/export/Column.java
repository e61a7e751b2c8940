package org.postlabel.export;

import java.util.ArrayList;
import java.util.List;
import org.postlabel.post.LabelTable;

/** A column of an export. Its name is that in the table, in every format; any value may be null. */
record Column(String name, Kind kind, Origin origin) {
  /** Where its values are. */
  enum Origin {
    /** The table of labels. */
    LABELS,
    /** The table of metadata: what was known of a post when it was first read. */
    METADATA,
    /** The table {@code posts}, when it is ours; it may lack the column. */
    POSTS,
    /** The table of labels, in another column: its scores are mapped. */
    MAPPED
  }

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
    for (String name : table.columns()) {
      columns.add(new Column(name, kindOf(name, table.kindByColumn().get(name)), Origin.LABELS));
    }
    columns.add(new Column("synctimestamp", Kind.TIME, Origin.METADATA));
    columns.add(new Column("preprocessing_timestamp", Kind.TIME, Origin.METADATA));
    columns.add(new Column("source", Kind.STRING, Origin.METADATA));
    columns.add(new Column("url", Kind.STRING, Origin.METADATA));
    columns.add(new Column("like_count", Kind.COUNT, Origin.METADATA));
    columns.add(new Column("reply_count", Kind.COUNT, Origin.METADATA));
    columns.add(new Column("repost_count", Kind.COUNT, Origin.METADATA));
    columns.add(new Column("author_did", Kind.STRING, Origin.POSTS));
    columns.add(new Column("langs", Kind.STRING, Origin.POSTS));
    columns.add(new Column("created_at", Kind.TIME, Origin.POSTS));
    return List.copyOf(columns);
  }

  /** The columns that every table of labels has are of no kind of its own. */
  private static Kind kindOf(String name, LabelTable.Kind kindOrNull) {
    if (kindOrNull == null) {
      return switch (name) {
        case "was_successfully_labeled" -> Kind.BOOLEAN;
        case "label_timestamp" -> Kind.TIME;
        default -> Kind.STRING;
      };
    }
    return switch (kindOrNull) {
      case SCORE -> Kind.SCORE;
      case COUNT -> Kind.COUNT;
      case TRUTH -> Kind.BOOLEAN;
      case WORD, TEXT -> Kind.STRING;
    };
  }
}
