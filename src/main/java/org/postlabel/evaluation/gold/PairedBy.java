package org.postlabel.evaluation.gold;

import java.util.Locale;

/** The column of a gold file that tells which post a row is about. */
public enum PairedBy {
  /** The post with this uri. */
  URI,
  /** All posts with exactly this text. */
  TEXT;

  /** Its name in the file. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
