package org.postlabel.importing.mapping;

import static java.util.Locale.ROOT;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of {@code posts} that a file may give. */
public enum Column {
  URI(Kind.STRING),
  TEXT(Kind.STRING),
  AUTHOR_DID(Kind.STRING),
  LANGS(Kind.STRING),
  CREATED_AT(Kind.TIMESTAMP),
  SYNCTIMESTAMP(Kind.TIMESTAMP),
  PREPROCESSING_TIMESTAMP(Kind.TIMESTAMP),
  SOURCE(Kind.STRING),
  URL(Kind.STRING),
  LIKE_COUNT(Kind.COUNT),
  REPLY_COUNT(Kind.COUNT),
  REPOST_COUNT(Kind.COUNT);

  /** What a column holds. */
  public enum Kind {
    STRING,
    /** Kept as the file has it. */
    TIMESTAMP,
    /** A whole number. */
    COUNT
  }

  private final Kind kind;

  Column(Kind kind) {
    this.kind = kind;
  }

  /** The name in files and in the table: {@code like_count}. */
  public String sqlName() {
    return name().toLowerCase(ROOT);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether every row must give it. */
  public boolean isRequired() {
    return this == URI || this == TEXT;
  }

  static Map<String, Column> byName(Collection<Column> columns) {
    return columns.stream().collect(Collectors.toUnmodifiableMap(Column::sqlName, c -> c));
  }
}
