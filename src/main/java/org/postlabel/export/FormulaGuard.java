package org.postlabel.export;

/**
 * Keeps spreadsheets from running a text as a formula, by the rule of
 * https://owasp.org/www-community/attacks/CSV_Injection: an apostrophe is put in front. To undo it,
 * take away the first apostrophe of a text that begins with apostrophes and one of those
 * characters.
 */
final class FormulaGuard {
  private static final String FORMULA_STARTS = "=+-@\t\r\n\0＝＋－＠";

  private FormulaGuard() {}

  static String guard(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) == '\'') {
      start++;
    }
    boolean isGuarded = start < text.length() && FORMULA_STARTS.indexOf(text.charAt(start)) >= 0;
    return isGuarded ? "'" + text : text;
  }
}
