package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.classifier.ClassifierModel;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Reply;

/** Labels of a classifier, in every command. */
@OnBothDatabases
class ClassifierTest {
  private static final String ANGRY = "You are an idiot, and so is everyone who agrees with you.";
  private static final String KIND = "Thank you, what a lovely day with all of you.";

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  @AutoClose private Emulator service;

  @BeforeEach
  void importPosts() throws IOException {
    tables = engine.empty();
    service = Emulator.start(EmulatorSetup.PLAIN.with("poisonMarker", "poison").config());
    Path posts =
        Files.writeString(
            folder.resolve("posts.csv"),
            "uri,text\na,\"%s\"\nb,\"%s\"\nc,short\nd,this one is poison\n".formatted(ANGRY, KIND));
    command("import", posts.toString()).exitedWith(ExitCode.DONE);
  }

  @Test
  void areWrittenUnderTheirOwnPostsByEveryDialect() {
    assertThat(
        tei("plan", "--format=json").exitedWith(ExitCode.DONE).out(),
        containsString("\"text_too_short\" : 1"));
    assertThat(service.stats().arrived().calls(), is(0L));

    tei("run").exitedWith(ExitCode.INCOMPLETE);

    List<List<Object>> expected =
        List.of(
            labelled("a", ANGRY),
            labelled("b", KIND),
            Arrays.asList("c", null, null, "text_too_short"),
            Arrays.asList("d", null, null, "rejected_by_provider"));
    String rows = "SELECT uri, severe_toxicity, insult, reason FROM %s ORDER BY uri";
    assertThat(tables.rows(rows.formatted("classifier_labels")), is(expected));
    assertThat(
        tables.rows("SELECT DISTINCT model, other_labels FROM classifier_labels WHERE uri < 'c'"),
        is(List.of(Arrays.asList("emulated/toxic-classifier@e5a1c0de", null))));
    assertThat(tei("run").exitedWith(ExitCode.DONE).out(), startsWith("Nothing to do"));

    asking(
            "run",
            service.endpoint().toString(),
            "--classifierDialect=vllm",
            "--classifierModel=" + ClassifierModel.NAME,
            "--classifierLabels=" + String.join(",", ClassifierModel.LABELS),
            "--labelsTable=labels_of_vllm")
        .exitedWith(ExitCode.INCOMPLETE);
    assertThat(tables.rows(rows.formatted("labels_of_vllm")), is(expected));
  }

  @Test
  void areShownExportedEvaluatedAndRetried() throws IOException {
    Path report = folder.resolve("report.html");
    tei("run", "--report=" + report).exitedWith(ExitCode.INCOMPLETE);
    assertThat(
        Files.readString(report),
        allOf(
            containsString("severe_toxicity"),
            containsString("top_label"),
            containsString("<td>sigmoid</td>")));

    String scorer = "--scorer=classifier";
    command("status", scorer).exitedWith(ExitCode.DONE);
    assertThat(
        command("export", scorer).exitedWith(ExitCode.DONE).out(),
        containsString(
            "\"model\",\"top_label\",\"toxicity\",\"severe_toxicity\",\"insult\",\"threat\","
                + "\"other_labels\",\"text_hash\""));
    Path gold = Files.writeString(folder.resolve("gold.csv"), "uri,label\na,yes\nb,no\n");
    assertThat(
        command("evaluate", gold.toString(), scorer, "--column=severe_toxicity")
            .exitedWith(ExitCode.DONE)
            .out(),
        startsWith("severe_toxicity >= 0.5 of classifier_labels against label of"));

    service.reconfigure(EmulatorSetup.PLAIN.config());
    command("retry", scorer, "--reason=rejected_by_provider").exitedWith(ExitCode.DONE);
    tei("run").exitedWith(ExitCode.DONE);
    assertThat(
        tables.column("SELECT was_successfully_labeled FROM classifier_labels WHERE uri = 'd'"),
        is(List.of(true)));
  }

  @Test
  void ofDifferentScalesNeverShareAColumn() {
    tei("run").exitedWith(ExitCode.INCOMPLETE);
    Ended exported = command("export", "--scorer=classifier").exitedWith(ExitCode.DONE);
    assertThat(
        exported.err(), containsString("\nsigmoid: toxicity, severe_toxicity, insult, threat\n"));
    assertThat(
        command("report", "--format=json", "--output=-").exitedWith(ExitCode.DONE).out(),
        containsString("\"scale\" : \"sigmoid\""));

    for (String word : List.of("plan", "run")) {
      assertThat(
          tei(word, "--classifierActivation=softmax").exitedWith(ExitCode.USAGE).err(),
          allOf(
              containsString("postlabel: the column "),
              containsString(
                  " holds scores of the kind sigmoid, and this run's are of the kind softmax share;"
                      + " name another table with --labelsTable")));
    }
    tei("run", "--classifierActivation=softmax", "--labelsTable=shares")
        .exitedWith(ExitCode.INCOMPLETE);
    assertThat(
        tables.column(
            "SELECT DISTINCT scale FROM label_columns WHERE label_table = 'shares'"
                + " AND kind = 'score'"),
        is(List.of("softmax_share")));
  }

  @Test
  void ofHuggingFaceHaveColumnsOfTheirOwnLabels() {
    String address = service.endpoint() + "/models/emulated";
    String[] one = {"--classifierDialect=huggingface", "--classifierLabels=insult,joy"};
    asking("run", address, one).exitedWith(ExitCode.INCOMPLETE);

    assertThat(
        tables.rows("SELECT joy, model FROM classifier_labels WHERE uri = 'b'"),
        is(List.of(Arrays.asList(null, "/models/emulated"))));
    assertThat(
        tables
            .column("SELECT other_labels FROM classifier_labels WHERE uri = 'b'")
            .get(0)
            .toString()
            .matches("\\{\"\\S+\":.*}"),
        is(true));
    assertThat(
        tei("run").exitedWith(ExitCode.USAGE).err(),
        containsString("has no column severe_toxicity"));
  }

  @Test
  void haveOptionsInHelpAndConfigAndRefuseAServerThatIsNotThere() {
    assertThat(
        InThisProcess.run(List.of("help", "run")).exitedWith(ExitCode.DONE).out(),
        allOf(
            containsString("\nScorer classifier\n  writes classifier_labels;"),
            containsString("\n  --classifierDialect=tei\n")));
    assertThat(
        InThisProcess.run(
                List.of(
                    "config",
                    "--scorer=classifier",
                    "--classifierActivation=sigmoid",
                    "--classifierEndpoint=" + service.endpoint()),
                Map.of())
            .exitedWith(ExitCode.DONE)
            .out(),
        containsString("CLASSIFIER_API_KEY"));
    service.close();
    assertThat(
        tei("run").exitedWith(ExitCode.USAGE).err(),
        containsString("--classifierEndpoint must be a server that is running; 127.0.0.1:"));
  }

  /** Its scores would get the scorer ID of the model before. */
  @Test
  void ofAModelThatTookAnothersPlaceDuringTheRunAreNotWritten() throws IOException {
    AtomicInteger classified = new AtomicInteger();
    try (ScriptedService replaced =
        new ScriptedService(
            asked -> {
              if (asked.route().equals("GET /info")) {
                return Reply.error(
                    200,
                    "{'model_id':'m','model_sha':'%s','model_type':{'classifier':{'id2label':{'0':'rude'}}}}"
                        .formatted(classified.get() < 2 ? "before" : "after"));
              }
              return classified.incrementAndGet() == 2
                  ? Reply.error(502, "")
                  : Reply.error(200, "[[{'score':1,'label':'rude'}]]");
            })) {
      Ended ended =
          asking("run", replaced.url(), "--textsPerClassification=1", "--maxRequestsInFlight=1")
              .exitedWith(ExitCode.DISTRUSTED);

      assertThat(ended.err(), containsString("now serves m@after, not m@before"));
      assertThat(ended.err(), containsString("their labels get the reason model_distrusted"));
    }
    List<Object> paidFor = tables.column("SELECT scores FROM ledger WHERE scores IS NOT NULL");
    assertThat(paidFor.toString(), paidFor.size(), is(1));
    assertThat(paidFor.get(0).toString(), containsString("m@before"));
  }

  private static List<Object> labelled(String uri, String text) {
    return Arrays.asList(uri, score(text, "severe-toxicity"), score(text, "insult"), null);
  }

  private static Double score(String text, String label) {
    double output = Double.parseDouble(Float.toString(ClassifierModel.output(text, label)));
    return 1 / (1 + StrictMath.exp(-output));
  }

  private Ended tei(String word, String... options) {
    return asking(word, service.endpoint().toString(), options);
  }

  private Ended asking(String word, String address, String... options) {
    List<String> all = new ArrayList<>(List.of(word));
    all.add("--scorer=classifier");
    all.add("--classifierEndpoint=" + address);
    if (!String.join(" ", options).contains("--classifierActivation")) {
      all.add("--classifierActivation=sigmoid");
    }
    all.addAll(List.of(options));
    if (word.equals("run") && !String.join(" ", options).contains("--report")) {
      all.add("--report=off");
    }
    return command(all.toArray(String[]::new));
  }

  private Ended command(String... words) {
    return InThisProcess.run(tables.database(), words);
  }
}
