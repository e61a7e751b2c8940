package org.postlabel.output;

/** The beginning of a text. */
public final class Excerpt {
  private Excerpt() {}

  /** {@code text}, or its first {@code most} code points and {@code end} when it is longer. */
  public static String of(String text, int most, String end) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + end;
  }

  /** The same in one line: control characters become spaces. */
  public static String line(String text, int most, String end) {
    return of(text.replaceAll("\\p{Cntrl}", " "), most, end);
  }
}
