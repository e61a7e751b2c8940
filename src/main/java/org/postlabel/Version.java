package org.postlabel;

/** Which Postlabel this is. */
final class Version {
  private Version() {}

  /** As in the jar's manifest; {@code unpackaged} outside a jar. */
  static String get() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
