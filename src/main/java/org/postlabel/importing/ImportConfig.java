package org.postlabel.importing;

/**
 * How files of posts are read.
 *
 * @param allowsRoundedIds whether ids that look rounded are imported all the same
 */
public record ImportConfig(boolean allowsRoundedIds) {
  /** What holds when no option is given. */
  public static final ImportConfig DEFAULT = new ImportConfig(false);

  public static ImportConfig from(ImportOptions options) {
    return new ImportConfig(options.getAllowRoundedIds());
  }
}
