package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.report.ReportedRun;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.StandardError;

class LastDayTest {
  private static final Instant LONG_BEFORE = Instant.parse("2026-11-30T23:59:59Z");
  private static final Instant THIRTY_DAYS_BEFORE = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant AN_HOUR_BEFORE = Instant.parse("2026-12-31T23:00:00Z");
  private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

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
    // It counts the calls, those for canary texts as well.
    assertThat(plan(AN_HOUR_BEFORE), containsString("at this pace about 3,662 of 7,200 posts"));
    assertThat(plan(AN_HOUR_BEFORE, "--ignoreLastDay"), not(containsString("last day")));
    assertThat(
        plan(AN_HOUR_BEFORE, "--endpoint=https://example.org"), not(containsString("last day")));
  }

  @Test
  void documentsSayHowManyPostsWillHaveNoScoresAndWhatToDo() throws Exception {
    JsonNode near = JSON.readTree(status(AN_HOUR_BEFORE, "--format=json")).path("lastDay");
    assertThat(near.path("day").asText(), is("2026-12-31"));
    assertThat(near.path("isOver").asBoolean(true), is(false));
    assertThat(near.path("postsWithoutLabel").asLong(), is(7_200L));
    assertThat(near.path("postsUnscored").asLong(), is(3_658L));
    assertThat(near.path("whatToDo").asText(), startsWith("'./pipeline plan' shows a sample"));
    JsonNode enough = JSON.readTree(status(THIRTY_DAYS_BEFORE, "--format=json")).path("lastDay");
    assertThat(enough.path("postsUnscored").asLong(-1), is(0L));
    assertThat(enough.path("whatToDo").isNull(), is(true));
    JsonNode over = JSON.readTree(plan(AFTER, "--format=json")).path("lastDay");
    assertThat(over.path("isOver").asBoolean(), is(true));
    assertThat(over.path("postsUnscored").asLong(), is(7_200L));
    assertThat(over.path("whatToDo").asText(), startsWith("go on with a compatible service"));
    assertThat(
        JSON.readTree(plan(AN_HOUR_BEFORE, "--format=json")).at("/lastDay/postsUnscored").asLong(),
        is(3_662L));
    assertThat(
        JSON.readTree(status(LONG_BEFORE, "--format=json")).path("lastDay").isNull(), is(true));
    assertThat(
        JSON.readTree(status(AFTER, "--format=json", "--ignoreLastDay")).path("lastDay").isNull(),
        is(true));
    assertThat(JSON.readTree(plan(LONG_BEFORE, "--format=json")).has("lastDay"), is(false));
  }

  /** Posts that share a text need one call together. */
  @Test
  void aPlanCountsTheCallsNotThePosts() throws Exception {
    ImportCommand.run(
        tables.database(),
        List.of("-"),
        new ByteArrayInputStream(
            IntStream.range(0, 7_200)
                .mapToObj("{\"uri\":\"at://%d\",\"text\":\"the same text\"}\n"::formatted)
                .collect(joining())
                .getBytes(UTF_8)));

    assertThat(plan(AN_HOUR_BEFORE), containsString("at this pace all 7,200 posts"));
    assertThat(
        JSON.readTree(plan(AN_HOUR_BEFORE, "--format=json")).at("/lastDay/postsUnscored").asLong(),
        is(0L));
  }

  @Test
  void theDocumentOfAReportSaysIt() throws Exception {
    ReportedRun.addTo(tables.database(), List.of("prob_toxic"), 20);
    tables.execute(
        "UPDATE runs SET scorer_kind = 'perspective', options = '{\"scorer\":\"perspective\"}'");

    assertThat(report(AN_HOUR_BEFORE).at("/lastDay/postsUnscored").asLong(), is(3_658L));
    assertThat(report(LONG_BEFORE).path("lastDay").isNull(), is(true));
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
    AtomicReference<ExitCode> code = new AtomicReference<>();
    String heard =
        errorsOf(
            () -> {
              code.set(RunCommand.run(line(), AFTER));
              return code;
            });

    assertThat(code.get(), is(ExitCode.REFUSED));
    assertThat(
        heard, startsWith("postlabel: the provider's last day was 2026-12-31; nothing was asked"));
    assertThat(heard.lines().count(), is(1L));
    assertThat(tables.column("SELECT COUNT(*) FROM runs"), is(List.of(0L)));
    assertThat(tables.column("SELECT COUNT(*) FROM perspective_api_labels"), is(List.of(0L)));
  }

  /** What keeps it from beginning is the only line. */
  @Test
  void aRunThatCannotBeginSaysNothingOfTheLastDay(@TempDir Path folder) throws Exception {
    Path notes = Files.writeString(folder.resolve("notes.db"), "no database at all ".repeat(100));
    Path key = Files.writeString(folder.resolve("key.txt"), "a-key");
    CommandLine onNotes =
        CommandLine.parse(List.of("--connectionURL=jdbc:sqlite:" + notes, "--apiKeyFile=" + key));

    String heard =
        errorsOf(
            () ->
                assertThrows(
                    DatabaseUnusableException.class,
                    () -> RunCommand.run(onNotes, AN_HOUR_BEFORE)));

    assertThat(heard, is(""));
  }

  private static String errorsOf(Callable<?> action) throws Exception {
    try (StandardError err = new StandardError()) {
      action.call();
      return err.text();
    }
  }

  private String status(Instant now, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StatusCommand.run(line(options), new PrintStream(out, true, UTF_8), now);
    return out.toString(UTF_8);
  }

  private JsonNode report(Instant now) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportCommand.run(line("--format=json", "--output=-"), new PrintStream(out, true, UTF_8), now);
    return JSON.readTree(out.toString(UTF_8));
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
