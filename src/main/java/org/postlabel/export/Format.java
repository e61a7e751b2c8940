package org.postlabel.export;

import static java.util.Locale.ROOT;

/** What a file of labels looks like. */
public enum Format {
  /** RFC 4180 with a header row, in UTF-8. */
  CSV,
  /** One JSON object a line, in UTF-8. */
  JSONL,
  /** Columns with types, compressed: https://parquet.apache.org. */
  PARQUET;

  /** The format that the ending of {@code file} names. */
  static Format ofEnding(String file) {
    String plain =
        file.toLowerCase(ROOT).replaceFirst("\\.gz$", "").replaceFirst("\\.ndjson$", ".jsonl");
    for (Format format : values()) {
      if (plain.endsWith("." + format.name().toLowerCase(ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "the name %s has no known ending; give --format=csv, jsonl or parquet".formatted(file));
  }
}
