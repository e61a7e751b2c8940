package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** A scorer of which {@code src/main} knows nothing, in every command. */
@OnBothDatabases
class OwnScorerTest {
  private static final String LONG = "x".repeat(20);
  private static final String TOO_LONG = "x".repeat(1_001);

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void importPosts() throws IOException {
    tables = engine.empty();
    Path posts =
        Files.writeString(
            folder.resolve("posts.csv"),
            "uri,text\na,ten letter\nb,%s\nc,short\nd,%s\n".formatted(LONG, TOO_LONG));
    exited(ExitCode.DONE, command("import", posts.toString()));
  }

  @Test
  void isPlannedThenLabelsIntoItsOwnTable() throws IOException {
    JsonNode plan =
        new ObjectMapper().readTree(exited(ExitCode.DONE, length("plan", "--format=json")).out());
    assertThat(plan.toString(), containsString("\"text_too_long\":1"));

    exited(ExitCode.INCOMPLETE, run());

    assertThat(
        tables.rows(
            "SELECT uri, length_share, is_long, size, reason FROM length_labels ORDER BY uri"),
        is(
            List.of(
                Arrays.asList("a", 0.25, false, "brief", null),
                Arrays.asList("b", 0.5, true, "long", null),
                Arrays.asList("c", null, null, null, "text_too_short"),
                Arrays.asList("d", null, null, null, "text_too_long"))));
    assertThat(
        tables.rows("SELECT scorer_kind, scorer_id, status FROM runs"),
        is(List.of(List.of("length", "length-40", "done"))));
    assertThat(
        tables.column("SELECT options FROM runs").get(0).toString(),
        allOf(
            containsString("\"fullLength\":\"40\""),
            containsString("\"queriesPerSecond\":\"250.0\""),
            containsString("\"maxTextBytes\":\"1000\"")));
    assertThat(exited(ExitCode.DONE, run()).out(), startsWith("Nothing to do"));
  }

  @Test
  void isShownByStatusAndReport() throws IOException {
    Path left = folder.resolve("left.html");
    exited(ExitCode.INCOMPLETE, length("run", "--fullLength=40", "--report=" + left));
    assertThat(Files.readString(left), containsString("length_share"));

    JsonNode status =
        new ObjectMapper().readTree(exited(ExitCode.DONE, length("status", "--format=json")).out());
    assertThat(status.at("/posts/labelled").toString(), is("2"));

    JsonNode report =
        new ObjectMapper()
            .readTree(
                exited(ExitCode.DONE, command("report", "--format=json", "--output=-")).out());
    assertThat(report.at("/run/scorerId").asText(), is("length-40"));
    assertThat(report.at("/labels/all/withScores").asInt(), is(2));
  }

  @Test
  void isExportedEvaluatedAndRetried() throws IOException {
    exited(ExitCode.INCOMPLETE, run());

    assertThat(
        exited(ExitCode.DONE, length("export")).out(),
        containsString("\"label_timestamp\",\"length_share\",\"is_long\",\"size\",\"text_hash\""));
    Path gold = Files.writeString(folder.resolve("gold.csv"), "uri,label\na,no\nb,yes\n");
    assertThat(
        exited(ExitCode.DONE, length("evaluate", gold.toString(), "--column=is_long")).out(),
        startsWith("is_long of length_labels against label of"));
    assertThat(
        exited(ExitCode.DONE, length("retry", "--reason=text_too_long")).out(),
        containsString("1  text_too_long"));

    exited(ExitCode.DONE, length("run", "--fullLength=40", "--maxTextBytes=2000", "--report=off"));

    assertThat(
        tables.column("SELECT length_share FROM length_labels WHERE uri = 'd'"), is(List.of(1.0)));
  }

  @Test
  void takesAnotherTableInEveryCommand() throws IOException {
    String table = "--labelsTable=lengths_of_may";
    exited(ExitCode.DONE, length("plan", table));
    exited(ExitCode.INCOMPLETE, length("run", "--fullLength=40", "--report=off", table));

    assertThat(tables.column("SELECT COUNT(*) FROM lengths_of_may"), is(List.of(4L)));
    assertThat(
        exited(ExitCode.DONE, command("report", "--format=json", "--output=-")).out(),
        containsString("length_share"));
    exited(ExitCode.DONE, command("report", "--format=json", "--output=-", table));
    exited(ExitCode.DONE, length("status", table));
    assertThat(exited(ExitCode.DONE, length("export", table)).out().lines().count(), is(5L));
    Path gold = Files.writeString(folder.resolve("gold.csv"), "uri,label\na,no\nb,yes\n");
    exited(ExitCode.DONE, length("evaluate", gold.toString(), "--column=is_long", table));
    exited(ExitCode.DONE, length("retry", "--reason=text_too_long", "--dryRun", table));

    assertThat(
        exited(ExitCode.USAGE, length("export")).err(),
        containsString("has no table length_labels; a run makes it; --labelsTable names another"));
    assertThat(
        exited(ExitCode.USAGE, length("run", "--labelsTable=Robert'); --")).err(),
        containsString(
            "--labelsTable must be at most 63 lowercase letters, digits and underscores"));
    for (String command : List.of("plan", "run")) {
      assertThat(
          exited(ExitCode.USAGE, length(command, "--labelsTable=posts")).err(),
          containsString("the table posts of " + tables.database().url() + " has no column"));
    }
  }

  @Test
  void isMissedByAReportWhenItIsNotOnTheClassPath() throws IOException {
    exited(ExitCode.INCOMPLETE, run());
    tables.execute("UPDATE runs SET scorer_kind = 'oracle'");

    assertThat(
        exited(ExitCode.USAGE, command("report", "--format=json", "--output=-")).err(),
        containsString(", oracle, is not on the class path; add its jar"));
    assertThat(
        exited(ExitCode.USAGE, command("status", "--scorer=oracle")).err(),
        startsWith(
            "postlabel: --scorer must be classifier or length or llm or moderation or perspective"
                + " or sociopolitical"));
  }

  @Test
  void hasOptionsOfItsOwn() {
    Ended config =
        exited(
            ExitCode.DONE,
            InThisProcess.run(
                List.of("config", "--scorer=length"),
                Map.of("POSTLABEL_FULL_LENGTH", "7", "POSTLABEL_LIMIT", "1")));
    assertThat(
        config.out().replaceAll(" +", " "),
        allOf(
            containsString("--fullLength=7 POSTLABEL_FULL_LENGTH\n"),
            containsString("--queriesPerSecond=250.0 default\n"),
            containsString("--maxTextBytes=1000 default\n"),
            containsString("LENGTH_KEY not set\n")));
    assertThat(
        exited(ExitCode.DONE, InThisProcess.run(List.of("help", "run"))).out(),
        containsString("\n  --fullLength=300\n      Length of a full text"));
    assertThat(
        exited(ExitCode.DONE, InThisProcess.run(List.of("completion", "bash"))).out(),
        containsString("--fullLength="));
    assertThat(
        exited(ExitCode.USAGE, length("run", "--fullLength=0")).err(),
        is("postlabel: --fullLength must be 1 or more, was 0\n"));
    assertThat(
        exited(ExitCode.USAGE, length("run", "--fullLenth=1")).err(),
        is("postlabel: unknown option --fullLenth; did you mean --fullLength?\n"));
    assertThat(
        exited(ExitCode.USAGE, command("import", "posts.csv", "--fullLength=1")).err(),
        is("postlabel: unknown option --fullLength; './pipeline help import' lists all\n"));
    assertThat(
        exited(ExitCode.DONE, InThisProcess.run(List.of("help", "import"))).out(),
        not(containsString("fullLength")));
  }

  private Ended run() {
    return length("run", "--fullLength=40", "--report=off");
  }

  private Ended length(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--scorer=length";
    return command(all);
  }

  private Ended command(String... words) {
    return InThisProcess.run(tables.database(), words);
  }

  private static Ended exited(ExitCode code, Ended ended) {
    assertThat(ended.toString(), ended.exitCode(), is(code.code()));
    return ended;
  }
}
