package org.postlabel.report.page;

import java.nio.file.Path;
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

  /**
   * Refuses the name of a file that ends as another format's does.
   *
   * @throws IllegalArgumentException with one line
   */
  public void requireNameFor(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (ReportFormat format : values()) {
      if (format != this && name.endsWith("." + format.extension())) {
        throw new IllegalArgumentException(
            "a report in %s needs another name than one that ends in .%s, was %s"
                .formatted(extension(), format.extension(), file));
      }
    }
  }

  /** As the end of a file's name. */
  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }
}
