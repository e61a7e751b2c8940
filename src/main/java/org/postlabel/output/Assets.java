package org.postlabel.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a page is made of besides its words: our style, our script, and the chart library with its
 * licence, all inside the page. The page's policy lets a browser run these and nothing else, and
 * fetch nothing.
 */
public record Assets(String style, String script) {
  private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/";

  /** What a page with charts is made of. */
  public static Assets read() {
    return new Assets(
        text("/report/report.css"),
        "/*\n"
            + text(CHART_JS + "LICENSE.md")
            + "*/\n"
            + text(CHART_JS + "dist/chart.umd.min.js").replaceAll("(?m)^//# sourceMapping.*$", "")
            + text("/report/report.js"));
  }

  /** What a page without charts is made of: our style alone. */
  public static Assets withoutScript() {
    return new Assets(text("/report/report.css"), "");
  }

  /** https://www.w3.org/TR/CSP3/: what is not named by its hash is not run. */
  public String policy() {
    String style = "default-src 'none'; style-src '%s'".formatted(hash(this.style));
    return script.isEmpty() ? style : style + "; script-src '%s'".formatted(hash(script));
  }

  private static String text(String resource) {
    try (InputStream stream = Assets.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String source) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
