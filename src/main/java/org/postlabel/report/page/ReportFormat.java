package org.postlabel.report.page;

import java.util.Locale;

/** What a report is written as. */
public enum ReportFormat {
  HTML,
  JSON;

  /** The format that the option {@code word} names. */
  public static ReportFormat of(String word) {
    return switch (word) {
      case "html" -> HTML;
      case "json" -> JSON;
      default -> throw new IllegalArgumentException("--format must be html or json, was " + word);
    };
  }

  /** As the end of a file's name. */
  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }
}
