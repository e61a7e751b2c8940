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
    command("import", posts.toString()).exitedWith(ExitCode.DONE);
  }

  @Test
  void isPlannedThenLabelsIntoItsOwnTable() throws IOException {
    JsonNode plan =
        new ObjectMapper()
            .readTree(length("plan", "--format=json").exitedWith(ExitCode.DONE).out());
    assertThat(plan.toString(), containsString("\"text_too_long\":1"));

    run().exitedWith(ExitCode.INCOMPLETE);

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
    assertThat(run().exitedWith(ExitCode.DONE).out(), startsWith("Nothing to do"));
  }

  @Test
  void isShownByStatusAndReport() throws IOException {
    Path left = folder.resolve("left.html");
    length("run", "--fullLength=40", "--report=" + left).exitedWith(ExitCode.INCOMPLETE);
    assertThat(Files.readString(left), containsString("length_share"));

    JsonNode status =
        new ObjectMapper()
            .readTree(length("status", "--format=json").exitedWith(ExitCode.DONE).out());
    assertThat(status.at("/posts/labelled").toString(), is("2"));

    JsonNode report =
        new ObjectMapper()
            .readTree(
                command("report", "--format=json", "--output=-").exitedWith(ExitCode.DONE).out());
    assertThat(report.at("/run/scorerId").asText(), is("length-40"));
    assertThat(report.at("/labels/all/withScores").asInt(), is(2));
  }

  @Test
  void isExportedEvaluatedAndRetried() throws IOException {
    run().exitedWith(ExitCode.INCOMPLETE);

    assertThat(
        length("export").exitedWith(ExitCode.DONE).out(),
        containsString("\"label_timestamp\",\"length_share\",\"is_long\",\"size\",\"text_hash\""));
    Path gold = Files.writeString(folder.resolve("gold.csv"), "uri,label\na,no\nb,yes\n");
    assertThat(
        length("evaluate", gold.toString(), "--column=is_long").exitedWith(ExitCode.DONE).out(),
        startsWith("is_long of length_labels against label of"));
    assertThat(
        length("retry", "--reason=text_too_long").exitedWith(ExitCode.DONE).out(),
        containsString("1  text_too_long"));

    length("run", "--fullLength=40", "--maxTextBytes=2000", "--report=off")
        .exitedWith(ExitCode.DONE);

    assertThat(
        tables.column("SELECT length_share FROM length_labels WHERE uri = 'd'"), is(List.of(1.0)));
  }

  @Test
  void takesAnotherTableInEveryCommand() throws IOException {
    String table = "--labelsTable=lengths_of_may";
    length("plan", table).exitedWith(ExitCode.DONE);
    length("run", "--fullLength=40", "--report=off", table).exitedWith(ExitCode.INCOMPLETE);

    assertThat(tables.column("SELECT COUNT(*) FROM lengths_of_may"), is(List.of(4L)));
    assertThat(
        command("report", "--format=json", "--output=-").exitedWith(ExitCode.DONE).out(),
        containsString("length_share"));
    command("report", "--format=json", "--output=-", table).exitedWith(ExitCode.DONE);
    length("status", table).exitedWith(ExitCode.DONE);
    assertThat(length("export", table).exitedWith(ExitCode.DONE).out().lines().count(), is(5L));
    Path gold = Files.writeString(folder.resolve("gold.csv"), "uri,label\na,no\nb,yes\n");
    length("evaluate", gold.toString(), "--column=is_long", table).exitedWith(ExitCode.DONE);
    length("retry", "--reason=text_too_long", "--dryRun", table).exitedWith(ExitCode.DONE);

    assertThat(
        length("export").exitedWith(ExitCode.USAGE).err(),
        containsString("has no table length_labels; a run makes it; --labelsTable names another"));
    assertThat(
        length("run", "--labelsTable=Robert'); --").exitedWith(ExitCode.USAGE).err(),
        containsString(
            "--labelsTable must be at most 63 lowercase letters, digits and underscores"));
    for (String command : List.of("plan", "run")) {
      assertThat(
          length(command, "--labelsTable=posts").exitedWith(ExitCode.USAGE).err(),
          containsString("the table posts of " + tables.database().url() + " has no column"));
    }
  }

  @Test
  void isMissedByAReportWhenItIsNotOnTheClassPath() throws IOException {
    run().exitedWith(ExitCode.INCOMPLETE);
    tables.execute("UPDATE runs SET scorer_kind = 'oracle'");

    assertThat(
        command("report", "--format=json", "--output=-").exitedWith(ExitCode.USAGE).err(),
        containsString(", oracle, is not on the class path; add its jar"));
    assertThat(
        command("status", "--scorer=oracle").exitedWith(ExitCode.USAGE).err(),
        startsWith(
            "postlabel: --scorer must be classifier or length or llm or moderation or perspective"
                + " or sociopolitical"));
  }

  @Test
  void hasOptionsOfItsOwn() {
    Ended config =
        InThisProcess.run(
                List.of("config", "--scorer=length"),
                Map.of("POSTLABEL_FULL_LENGTH", "7", "POSTLABEL_LIMIT", "1"))
            .exitedWith(ExitCode.DONE);
    assertThat(
        config.out().replaceAll(" +", " "),
        allOf(
            containsString("--fullLength=7 POSTLABEL_FULL_LENGTH\n"),
            containsString("--queriesPerSecond=250.0 default\n"),
            containsString("--maxTextBytes=1000 default\n"),
            containsString("LENGTH_KEY not set\n")));
    assertThat(
        InThisProcess.run(List.of("help", "run")).exitedWith(ExitCode.DONE).out(),
        containsString("\n  --fullLength=300\n      Length of a full text"));
    assertThat(
        InThisProcess.run(List.of("completion", "bash")).exitedWith(ExitCode.DONE).out(),
        containsString("--fullLength="));
    assertThat(
        length("run", "--fullLength=0").exitedWith(ExitCode.USAGE).err(),
        is("postlabel: --fullLength must be 1 or more, was 0\n"));
    assertThat(
        length("run", "--fullLenth=1").exitedWith(ExitCode.USAGE).err(),
        is("postlabel: unknown option --fullLenth; did you mean --fullLength?\n"));
    assertThat(
        command("import", "posts.csv", "--fullLength=1").exitedWith(ExitCode.USAGE).err(),
        is("postlabel: unknown option --fullLength; './pipeline help import' lists all\n"));
    assertThat(
        InThisProcess.run(List.of("help", "import")).exitedWith(ExitCode.DONE).out(),
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
}
