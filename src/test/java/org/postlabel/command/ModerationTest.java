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
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.moderation.ModerationAnswer;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** Labels of a moderation service, in every command. */
@OnBothDatabases
class ModerationTest {
  private static final String ANGRY = "You are an idiot, and so is everyone who agrees with you.";
  private static final String KIND = "Thank you, what a lovely day with all of you.";

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  @AutoClose private Emulator service;

  @BeforeEach
  void importPosts() throws IOException {
    tables = engine.empty();
    service =
        Emulator.start(
            EmulatorSetup.PLAIN
                .with("newCategory", "sarcasm")
                .with("poisonMarker", "poison")
                .config());
    Files.writeString(folder.resolve("key.txt"), EmulatorConfig.DEFAULT_KEY);
    Path posts =
        Files.writeString(
            folder.resolve("posts.csv"),
            "uri,text\na,\"%s\"\nb,\"%s\"\nc,short\nd,this one is poison\n".formatted(ANGRY, KIND));
    command("import", posts.toString()).exitedWith(ExitCode.DONE);
  }

  @Test
  void areWrittenUnderTheirOwnPostsByEitherService() throws IOException {
    JsonNode plan =
        new ObjectMapper()
            .readTree(asking("plan", "--format=json").exitedWith(ExitCode.DONE).out());
    assertThat(plan.toString(), containsString("\"text_too_short\":1"));
    assertThat(service.stats().arrived().calls(), is(0L));

    asking("run", "--report=off").exitedWith(ExitCode.INCOMPLETE);

    assertThat(
        tables.rows(
            "SELECT uri, model, harassment, self_harm_intent, mistral_sexual, other_categories,"
                + " reason FROM moderation_labels ORDER BY uri"),
        is(
            List.of(
                labelled("a", ANGRY),
                labelled("b", KIND),
                Arrays.asList("c", null, null, null, null, null, "text_too_short"),
                Arrays.asList("d", null, null, null, null, null, "rejected_by_provider"))));
    assertThat(
        tables.rows("SELECT DISTINCT model FROM ledger WHERE model IS NOT NULL"),
        is(List.of(List.of("omni-emulated"))));
    assertThat(asking("run").exitedWith(ExitCode.DONE).out(), startsWith("Nothing to do"));

    asking("run", "--report=off", "--moderationModel=mistral-moderation-2603")
        .exitedWith(ExitCode.INCOMPLETE);

    assertThat(
        tables.rows(
            "SELECT mistral_sexual, pii, harassment, sexual, flagged FROM moderation_labels"
                + " WHERE uri = 'a'"),
        is(List.of(Arrays.asList(score(ANGRY, "sexual"), score(ANGRY, "pii"), null, null, null))));
  }

  @Test
  void areShownExportedEvaluatedAndRetried() throws IOException {
    Path report = folder.resolve("report.html");
    asking("run", "--report=" + report).exitedWith(ExitCode.INCOMPLETE);
    assertThat(
        Files.readString(report),
        allOf(containsString("self_harm_intent"), containsString("flagged_categories")));

    assertThat(
        command("status", "--scorer=moderation", "--format=json").exitedWith(ExitCode.DONE).out(),
        containsString("moderation-"));
    assertThat(
        command("report", "--format=json", "--output=-").exitedWith(ExitCode.DONE).out(),
        allOf(containsString("harassment_threatening"), containsString("\"omni-emulated\"")));
    assertThat(
        command("export", "--scorer=moderation", "--format=jsonl").exitedWith(ExitCode.DONE).out(),
        allOf(
            containsString("\"flagged\":"), containsString("\"other_categories\":\"{\\\"sarcasm")));
    Path gold = Files.writeString(folder.resolve("gold.csv"), "uri,label\na,yes\nb,no\n");
    assertThat(
        command("evaluate", gold.toString(), "--scorer=moderation", "--column=harassment")
            .exitedWith(ExitCode.DONE)
            .out(),
        startsWith("harassment >= 0.5 of moderation_labels against label of"));

    service.reconfigure(EmulatorSetup.PLAIN.config());
    command("retry", "--scorer=moderation", "--reason=rejected_by_provider")
        .exitedWith(ExitCode.DONE);
    asking("run", "--report=off").exitedWith(ExitCode.DONE);
    assertThat(
        tables.column("SELECT was_successfully_labeled FROM moderation_labels WHERE uri = 'd'"),
        is(List.of(true)));
  }

  @Test
  void haveOptionsInHelpAndConfig() {
    assertThat(
        InThisProcess.run(
                List.of("config", "--scorer=moderation"),
                Map.of("POSTLABEL_MODERATION_SERVICE", "mistral"))
            .exitedWith(ExitCode.DONE)
            .out()
            .replaceAll(" +", " "),
        allOf(
            containsString("--moderationService=mistral POSTLABEL_MODERATION_SERVICE\n"),
            containsString("MODERATION_API_KEY not set\n")));
    assertThat(
        InThisProcess.run(List.of("help", "run")).exitedWith(ExitCode.DONE).out(),
        allOf(
            containsString("\nScorer moderation\n  writes moderation_labels;"),
            containsString("\n  --textsPerModeration=32\n")));
    assertThat(
        command("plan", "--scorer=moderation", "--moderationService=x")
            .exitedWith(ExitCode.USAGE)
            .err(),
        is("postlabel: --moderationService must be openai, mistral or a URL, was x\n"));
  }

  @Test
  void stopARunWhoseKeyOrCreditIsRefusedAndMarkNothing() throws IOException {
    Files.writeString(folder.resolve("key.txt"), "sk-SECRET");
    Ended refused = asking("run", "--report=off").exitedWith(ExitCode.REFUSED);
    assertThat(
        refused.err(),
        allOf(
            containsString("rejects the API key, or requires one (HTTP 401)"),
            not(containsString("SECRET"))));
    assertThat(tables.column("SELECT COUNT(*) FROM moderation_labels"), is(List.of(0L)));
  }

  private static List<Object> labelled(String uri, String text) {
    return Arrays.asList(
        uri,
        "omni-emulated",
        score(text, "harassment"),
        score(text, "self-harm/intent"),
        null,
        "{\"sarcasm\":%s}".formatted(shortest(ModerationAnswer.score(text, "sarcasm"))),
        null);
  }

  private static String shortest(float score) {
    return score == 0 ? "0" : Float.toString(score);
  }

  private static Double score(String text, String category) {
    return Double.valueOf(shortest(ModerationAnswer.score(text, category)));
  }

  private Ended asking(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 5);
    all[words.length] = "--scorer=moderation";
    all[words.length + 1] = "--moderationService=" + service.endpoint() + "/v1";
    all[words.length + 2] =
        Arrays.toString(words).contains("--moderationModel")
            ? "--queriesPerSecond=0"
            : "--moderationModel=omni-emulated";
    all[words.length + 3] = "--moderationKeyFile=" + folder.resolve("key.txt");
    all[words.length + 4] = "--maxAttempts=4";
    return command(all);
  }

  private Ended command(String... words) {
    return InThisProcess.run(tables.database(), words);
  }
}
