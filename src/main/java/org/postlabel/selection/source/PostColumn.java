package org.postlabel.selection.source;

import static java.util.Arrays.stream;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postlabel.database.Dialect;
import org.postlabel.database.PostsTable;

/** The columns of a post that a run reads. */
enum PostColumn {
  URI(Kind.TEXT),
  TEXT(Kind.TEXT) {
    @Override
    String fitted(String value, Dialect dialect) {
      // A post without a text is a post with a short one: its label says so.
      return "COALESCE(" + super.fitted(value, dialect) + ", '')";
    }
  },
  SYNCTIMESTAMP(Kind.TIME),
  PREPROCESSING_TIMESTAMP(Kind.TIME),
  SOURCE(Kind.TEXT),
  URL(Kind.TEXT),
  LIKE_COUNT(Kind.WHOLE_NUMBER),
  REPLY_COUNT(Kind.WHOLE_NUMBER),
  REPOST_COUNT(Kind.WHOLE_NUMBER);

  private enum Kind {
    TEXT,
    TIME,
    WHOLE_NUMBER
  }

  private final Kind kind;

  PostColumn(Kind kind) {
    this.kind = kind;
  }

  /** The name in our tables: {@code like_count}. */
  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its values must be, in words. */
  String content() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "s";
  }

  /** Whether its values are texts or names, not times or numbers. */
  boolean isOfWords() {
    return kind == Kind.TEXT;
  }

  /** Whether posts cannot do without it. */
  boolean isRequired() {
    return this == URI || this == TEXT;
  }

  /** Whether every value of a column that is declared so is as we write it. */
  boolean isFittedBy(PostsTable.Column declared) {
    boolean hasType =
        switch (kind) {
          case TEXT -> declared.type() == Types.VARCHAR;
          case TIME -> declared.type() == Types.VARCHAR || declared.type() == Types.TIMESTAMP;
          case WHOLE_NUMBER -> declared.type() == Types.BIGINT || declared.type() == Types.INTEGER;
        };
    return hasType && !(isRequired() && declared.isNullable());
  }

  /** SQL that makes {@code value} of any type one of ours, or fails. */
  String fitted(String value, Dialect dialect) {
    return switch (kind) {
      case TEXT -> "CAST(" + value + " AS TEXT)";
      case TIME -> dialect.time(value);
      case WHOLE_NUMBER -> dialect.wholeNumber(value);
    };
  }

  static Optional<PostColumn> named(String name) {
    return stream(values()).filter(column -> column.sqlName().equals(name)).findFirst();
  }

  static List<String> names() {
    return stream(values()).map(PostColumn::sqlName).toList();
  }
}
