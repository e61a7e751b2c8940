package org.postlabel.options;

/** Which Postlabel this is. */
public final class Version {
  private Version() {}

  /** As in the jar's manifest; {@code unpackaged} outside a jar. */
  public static String get() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
