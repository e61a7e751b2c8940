package org.postlabel.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses secrets in a URL: it is shown, kept in the table of runs and sent to workers. Wider than
 * what a driver reads (PostgreSQL's {@code password} and {@code sslpassword}, SQLite's {@code
 * password}), since a misspelt secret is one, too.
 */
final class UrlSecrets {
  private static final Pattern USER_WITH_PASSWORD = Pattern.compile("//[^?]*:[^?]*@");

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)[?&;](?:[^=&;]*(?:password|passwd|pwd|secret|token|credential)[^=&;]*"
              + "|key|hexkey|textkey)=");

  /** The name of a class. */
  private static final Pattern CALLBACK = Pattern.compile("(?i)[?&;]sslpasswordcallback=");

  private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");

  private UrlSecrets() {}

  /**
   * Checks {@code url}, which the message does not quote.
   *
   * @throws IllegalArgumentException when it holds a secret
   */
  static void refuse(String url) {
    String parameters =
        CALLBACK
            .matcher(
                ESCAPED
                    .matcher(url)
                    .replaceAll(
                        digits ->
                            Matcher.quoteReplacement(
                                Character.toString(Integer.parseInt(digits.group(1), 16)))))
            .replaceAll("");
    if (USER_WITH_PASSWORD.matcher(url).find() || SECRET.matcher(parameters).find()) {
      throw new IllegalArgumentException(
          "--connectionURL must not hold a secret such as password or sslpassword; use"
              + " POSTLABEL_DATABASE_PASSWORD or --passwordFile, and for sslkey a file without a"
              + " password");
    }
  }
}
