package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** Every command with labels that several judgements make. */
@OnBothDatabases
class RepeatedJudgementTest {
  private static final String KEY = "sk-SECRET-0123456789";
  private static final int TEXTS = 12;

  private static final String CODEBOOK =
      """
      name: mood
      version: 1
      posts: replies
      task: Say what each reply thinks.
      attributes:
        - {name: is_funny, kind: truth, question: Is it a joke?}
        - name: tone
          kind: word
          when: is_funny
          question: Which tone?
          words: {kind: Friendly, harsh: Unfriendly, dry: Neither}
        - {name: heat, kind: score, question: How heated?, anchors: {0: Not, 1: Very}}
      """;

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  @AutoClose private Emulator emulator;
  private Path key;
  private Path codebook;

  @BeforeEach
  void start() throws IOException {
    tables = engine.empty();
    emulator = Emulator.start(EmulatorSetup.PLAIN.with("acceptedKey", KEY).config());
    key = Files.writeString(folder.resolve("key.txt"), KEY);
    codebook = Files.writeString(folder.resolve("mood.yaml"), CODEBOOK);
    StringBuilder posts = new StringBuilder("uri,text\nd,short\nz,Number 0 of some posts\n");
    IntStream.range(0, TEXTS)
        .forEach(i -> posts.append("p%02d,Number %d of some posts%n".formatted(i, i)));
    command("import", Files.writeString(folder.resolve("posts.csv"), posts.toString()).toString())
        .exitedWith(ExitCode.DONE);
  }

  @Test
  void asksOnlyForJudgementsThatAreMissing() throws Exception {
    run(1).exitedWith(ExitCode.INCOMPLETE);
    assertThat(asked(), is((long) TEXTS));
    assertThat(export().exitedWith(ExitCode.DONE).out(), not(containsString("agreement")));

    JsonNode plan =
        new ObjectMapper()
            .readTree(model("plan", 3, "--format=json").exitedWith(ExitCode.DONE).out());
    assertThat(plan.path("callsNeeded").asInt(), is(2 * TEXTS));
    assertThat(plan.path("fewerJudgements").asInt(), is(TEXTS + 1));
    run(3).exitedWith(ExitCode.DONE);

    assertThat(asked(), is(3L * TEXTS));
    assertThat(
        tables.column("SELECT COUNT(*) FROM ledger WHERE judgement BETWEEN 1 AND 3"),
        is(List.of(3L * TEXTS)));
    assertThat(judgementsOfLabels(), is(List.of(3L)));
    assertThat(
        tables.column(
            """
            SELECT uri FROM mood_labels l WHERE was_successfully_labeled AND is_funny <> (
              SELECT COUNT(*) >= 2 FROM ledger a
              WHERE a.text_hash = l.text_hash AND a.scores LIKE '%"is_funny":true%')\
            """),
        is(List.of()));
    assertThat(
        tables.column("SELECT COUNT(*) FROM mood_labels WHERE agreement <= 0 OR agreement > 1"),
        is(List.of(0L)));
    assertThat(
        tables.column("SELECT uri FROM mood_labels WHERE agreement < 1"), is(not(List.of())));

    run(5).exitedWith(ExitCode.DONE);
    assertThat(asked(), is(5L * TEXTS));
    assertThat(judgementsOfLabels(), is(List.of(5L)));
    assertThat(run(3).exitedWith(ExitCode.DONE).out(), startsWith("Nothing to do"));
  }

  @Test
  void isToldByReportExportAndEvaluation() throws Exception {
    run(3, "--temperature=0").exitedWith(ExitCode.INCOMPLETE);
    assertThat(
        tables.column("SELECT DISTINCT agreement FROM mood_labels WHERE was_successfully_labeled"),
        is(List.of(1.0)));

    assertThat(
        export().exitedWith(ExitCode.DONE).out(), containsString("\"judgements\",\"agreement\""));
    String report =
        command("report", "--format=json", "--output=-").exitedWith(ExitCode.DONE).out();
    assertThat(report, containsString("\"agreement\""));
    Path gold = Files.writeString(folder.resolve("gold.csv"), "uri,label\np01,1\np02,0.8\np03,1\n");
    assertThat(
        codebook("evaluate", gold.toString(), "--column=agreement").exitedWith(ExitCode.DONE).out(),
        startsWith("agreement >= 0.5 of mood_labels against label of"));
    codebook("status").exitedWith(ExitCode.DONE);
  }

  @Test
  void keepsNoAgreementOfAnEarlierText() {
    run(3).exitedWith(ExitCode.INCOMPLETE);
    tables.execute("UPDATE posts SET text = 'Another text by now' WHERE uri = 'p01'");

    run(1).exitedWith(ExitCode.DONE);

    assertThat(
        tables.column(
            "SELECT uri FROM mood_labels WHERE was_successfully_labeled AND agreement IS NULL"
                + " AND judgements IS NULL"),
        is(List.of("p01")));
    assertThat(judgementsOfLabels().size(), is(2));
  }

  @Test
  void asksAgainOnlyForTheJudgementThatFailed() {
    run(3).exitedWith(ExitCode.INCOMPLETE);
    tables.execute(
        """
        UPDATE ledger SET scores = NULL, reason = 'invalid_answer'
        WHERE judgement = 2 AND text_hash = (SELECT text_hash FROM mood_labels WHERE uri = 'p05')\
        """);
    tables.execute("DELETE FROM mood_labels WHERE uri = 'p05'");
    run(3).exitedWith(ExitCode.INCOMPLETE);
    assertThat(
        tables
            .rows(
                "SELECT reason, is_funny, agreement, judgements FROM mood_labels WHERE uri = 'p05'")
            .toString(),
        is("[[invalid_answer, null, null, null]]"));
    assertThat(asked(), is(3L * TEXTS));

    codebook("retry", "--reason=invalid_answer").exitedWith(ExitCode.DONE);
    run(3).exitedWith(ExitCode.DONE);

    assertThat(asked(), is(3L * TEXTS + 1));
    assertThat(judgementsOfLabels(), is(List.of(3L)));
  }

  @Test
  void countsEachJudgementAgainstTheLimitAndLeavesNoTextHalfJudged() {
    Ended stopped = run(3, "--maxQueries=20").exitedWith(ExitCode.RUN_AGAIN);

    assertThat(stopped.toString(), asked(), is(20L));
    assertThat(tables.column("SELECT COUNT(*) FROM ledger"), is(List.of(20L)));
    assertThat(
        tables.column("SELECT COUNT(*) FROM mood_labels WHERE judgements <> 3"), is(List.of(0L)));
    run(3).exitedWith(ExitCode.DONE);
    assertThat(asked(), is(3L * TEXTS));
    assertThat(judgementsOfLabels(), is(List.of(3L)));
  }

  @Test
  void forgetsAllJudgementsOfARun() {
    run(1).exitedWith(ExitCode.INCOMPLETE);
    run(3).exitedWith(ExitCode.DONE);
    Object second = tables.column("SELECT DISTINCT run_id FROM ledger WHERE judgement = 2").get(0);

    codebook("forget", "--run=" + second).exitedWith(ExitCode.DONE);

    assertThat(tables.column("SELECT DISTINCT judgement FROM ledger"), is(List.of(1L)));
    assertThat(
        tables.column("SELECT COUNT(*) FROM mood_labels WHERE was_successfully_labeled"),
        is(List.of(0L)));
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThat(
        run(0).exitedWith(ExitCode.USAGE).err(),
        is("postlabel: --judgements must be 1..15, was 0\n"));
    assertThat(
        run(3, "--temperature=2.5").exitedWith(ExitCode.USAGE).err(),
        is("postlabel: --temperature must be 0..2, was 2.5\n"));
    assertThat(asked(), is(0L));
  }

  private List<Object> judgementsOfLabels() {
    return tables.column(
        "SELECT DISTINCT judgements FROM mood_labels WHERE was_successfully_labeled");
  }

  private long asked() {
    return emulator.stats().arrived().calls();
  }

  private Ended run(int judgements, String... options) {
    return model("run", judgements, options);
  }

  private Ended model(String command, int judgements, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                command,
                "--llmEndpoint=" + emulator.endpoint() + "/v1",
                "--llmModel=m-1",
                "--llmKeyFile=" + key,
                "--postsPerPrompt=1",
                "--queriesPerSecond=0",
                "--judgements=" + judgements));
    if (List.of(options).stream().noneMatch(option -> option.startsWith("--temperature"))) {
      words.add("--temperature=0.7");
    }
    if (command.equals("run")) {
      words.add("--report=off");
    }
    words.addAll(List.of(options));
    return codebook(words.toArray(String[]::new));
  }

  private Ended export() {
    return codebook("export");
  }

  private Ended codebook(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--scorer=llm");
    all.add("--codebook=" + codebook);
    return command(all.toArray(String[]::new));
  }

  private Ended command(String... words) {
    return InThisProcess.run(tables.database(), words);
  }
}
