package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.options.ExitCode;

/** How a command ended, and what it printed. */
public record Ended(int exitCode, String out, String err, Duration took) {
  public Ended exitedWith(ExitCode code) {
    assertThat(toString(), exitCode, is(code.code()));
    return this;
  }

  /** All posts are done; some of them may have failed for good. */
  Ended finished() {
    assertThat(
        toString(), exitCode, is(in(List.of(ExitCode.DONE.code(), ExitCode.INCOMPLETE.code()))));
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
