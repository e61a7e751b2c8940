package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

class LastDayTest {
  private static final Instant LONG_BEFORE = Instant.parse("2026-11-30T23:59:59Z");
  private static final Instant THIRTY_DAYS_BEFORE = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant AN_HOUR_BEFORE = Instant.parse("2026-12-31T23:00:00Z");
  private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");

  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void importPosts() throws Exception {
    tables = Engine.SQLITE.migrated();
    StringBuilder posts = new StringBuilder();
    for (int i = 0; i < 7_200; i++) {
      posts.append("{\"uri\":\"at://%d\",\"text\":\"some text of %d\"}\n".formatted(i, i));
    }
    ImportCommand.run(
        tables.database(),
        List.of("-"),
        new ByteArrayInputStream(posts.toString().getBytes(UTF_8)));
  }

  @Test
  void statusSaysNothingBeforeTheLastThirtyDays() {
    assertThat(status(LONG_BEFORE), not(containsString("last day")));
    assertThat(
        status(THIRTY_DAYS_BEFORE),
        containsString(
            "The provider's last day is 2026-12-31, in 31 days: at this pace all 7,200 posts"
                + " without a label have scores by then."));
  }

  @Test
  void statusSaysHowManyPostsWillHaveNoScores() {
    assertThat(
        status(AN_HOUR_BEFORE),
        containsString(
            "The provider's last day is 2026-12-31, in less than a day: at this pace about 3,658"
                + " of 7,200 posts without a label will have no scores then; './pipeline plan'"));
    assertThat(
        status(AFTER), containsString("7,200 posts without a label get no scores from it; go on"));
    assertThat(status(AFTER, "--ignoreLastDay"), not(containsString("last day")));
  }

  @Test
  void planSaysTheSame() throws Exception {
    assertThat(plan(LONG_BEFORE), not(containsString("The provider's last day")));
    assertThat(plan(AN_HOUR_BEFORE), containsString("at this pace about 3,658 of 7,200 posts"));
    assertThat(plan(AN_HOUR_BEFORE, "--ignoreLastDay"), not(containsString("last day")));
    assertThat(
        plan(AN_HOUR_BEFORE, "--endpoint=https://example.org"), not(containsString("last day")));
  }

  @Test
  void aRunSaysTheSame() {
    LabelPostsOptions options = line().as(LabelPostsOptions.class);

    assertThat(
        LastDayNotice.line(LastDayNotice.of(options, AN_HOUR_BEFORE).orElseThrow(), options),
        containsString("at this pace about 3,658 of 7,200 posts"));
    assertThat(LastDayNotice.of(options, LONG_BEFORE).isPresent(), is(false));
  }

  @Test
  void aRunAfterTheLastDayAsksNothing() throws Exception {
    PrintStream err = System.err;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    ExitCode code;
    try (PrintStream newErr = new PrintStream(heard, true, UTF_8)) {
      System.setErr(newErr);
      code = RunCommand.run(line(), AFTER);
    } finally {
      System.setErr(err);
    }

    assertThat(code, is(ExitCode.REFUSED));
    assertThat(
        heard.toString(UTF_8),
        startsWith("postlabel: the provider's last day was 2026-12-31; nothing was asked"));
    assertThat(heard.toString(UTF_8).lines().count(), is(1L));
    assertThat(tables.column("SELECT COUNT(*) FROM runs"), is(List.of(0L)));
    assertThat(tables.column("SELECT COUNT(*) FROM perspective_api_labels"), is(List.of(0L)));
  }

  private String status(Instant now, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StatusCommand.run(line(options), new PrintStream(out, true, UTF_8), now);
    return out.toString(UTF_8);
  }

  private String plan(Instant now, String... options) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PlanCommand.run(line(options), new PrintStream(out, true, UTF_8), now);
    return out.toString(UTF_8);
  }

  private CommandLine line(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.add("--connectionURL=" + tables.database().url());
    return CommandLine.parse(words);
  }
}
