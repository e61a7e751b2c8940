package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a command ended, and what it printed. */
public record Ended(int exitCode, String out, String err, Duration took) {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int INCOMPLETE = 3;
  static final int REFUSED = 4;
  static final int RUN_AGAIN = 75;

  Ended exitedWith(int code) {
    assertThat(toString(), exitCode, is(code));
    return this;
  }

  /** All posts are done; some of them may have failed for good. */
  Ended finished() {
    assertThat(toString(), exitCode, is(in(List.of(DONE, INCOMPLETE))));
    return this;
  }

  /** A number of the funnel, by the name that stands before it. */
  long funnel(String name) {
    Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + " {2,}([\\d,]+)$").matcher(out);
    assertThat("the funnel has a line " + name + ": " + out, line.find());
    return Long.parseLong(line.group(1).replace(",", ""));
  }

  @Override
  public String toString() {
    return "exit code %d after %s%nout: %s%nerr: %s".formatted(exitCode, took, out, err);
  }
}
