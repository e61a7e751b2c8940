package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hamcrest.Matcher;
import org.hamcrest.Matchers;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.database.Database;
import org.postlabel.options.CommandLine;
import org.postlabel.output.Format;
import org.postlabel.post.LabelTable;
import org.postlabel.report.ReportedRun;
import org.postlabel.report.RunReport;
import org.postlabel.report.page.ReportFile;
import org.postlabel.run.RunReader;
import org.postlabel.status.StatusJson;
import org.postlabel.status.StatusReader;
import org.postlabel.testing.Engine;
import org.postlabel.testing.LabelledPosts;

/** The JSON documents that programs read, name by name. */
class DocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-12-31T23:50:00Z");

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void migrate() {
    database = Engine.SQLITE.migrated().database();
  }

  @Test
  void aPlanOfAnAttributeScorer() throws Exception {
    importPosts(2_000);

    assertThat(plan("--queriesPerSecond=0.2", "--sampleBy=source", "--sample=1900"), is("plan"));
  }

  @Test
  void aPlanOfALanguageModel() throws Exception {
    importPosts(20);
    Path key = Files.writeString(folder.resolve("key"), "secret");

    assertThat(
        plan(
            "--scorer=sociopolitical",
            "--llmEndpoint=http://localhost:1/v1",
            "--llmKeyFile=" + key,
            "--llmModel=a-model",
            "--queriesPerSecond=0",
            "--promptTokenPrice=1",
            "--completionTokenPrice=2"),
        is("plan-of-a-model"));
  }

  @Test
  void aStatus() throws Exception {
    ReportedRun.addTo(database, List.of("prob_toxic"), 20);
    database.jdbi().useHandle(DocumentsTest::addRunInProgress);

    assertThat(
        JSON.readTree(
            StatusJson.of(
                new StatusReader(
                        database,
                        "perspective_api_labels",
                        true,
                        () -> Instant.parse("2026-05-03T10:01:00Z"))
                    .read(),
                Optional.empty(),
                true)),
        is("status"));
  }

  @Test
  void aReport() throws Exception {
    List<String> columns = List.of("prob_toxic", "prob_respect");
    ReportedRun.addTo(database, columns, 30);
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "DELETE FROM run_traffic WHERE from_second > (SELECT MIN(from_second) FROM"
                      + " run_traffic) + 10");
              handle.execute("UPDATE runs SET prompt_tokens = 7, cost_micros = 12");
            });
    StringWriter report = new StringWriter();
    ReportFile.write(
        RunReport.of(
            database,
            new LabelTable(
                "perspective_api_labels",
                new TreeMap<>(Map.of("prob_toxic", "TOXICITY", "prob_respect", "RESPECT"))),
            new RunReader(database).find(ReportedRun.ID).orElseThrow(),
            "test"),
        Format.JSON,
        report);

    ObjectNode document = (ObjectNode) JSON.readTree(report.toString());
    document.put("writtenAt", NOW.toString());
    assertThat(document, is("report"));
  }

  @Test
  void anEvaluation() throws Exception {
    LabelledPosts labels = new LabelledPosts(database);
    labels.addLabel("at://a", "an idiot", 0.9);
    labels.addLabel("at://b", "a fool", 0.5);
    labels.addLabel("at://c", "a dunce", 0.49);
    labels.addFailure("at://failed", "short", "text_too_short", "hash");

    assertThat(
        Evaluated.json(
            Evaluated.run(
                database,
                folder,
                "uri,toxic\nat://a,true\nat://b,yes\nat://c,1\nat://failed,no\n",
                "--format=json")),
        is("evaluation"));
  }

  private static void addRunInProgress(Handle handle) {
    handle.execute(
        """
        INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options, started_at,
                          heartbeat_at, labelled, failed, calls, prompt_tokens, completion_tokens,
                          cost_micros, provider_change)
        VALUES ('20260503-100000-abcd', 'scorer', 'running', 'elsewhere/1', 'test',
                '{"queriesPerSecond":"10.0"}', '2026-05-03-10:00:00', '2026-05-03-10:00:55',
                8, 1, 5, 100, 20, 1500000, 'the model has changed')\
        """);
    handle.execute(
        """
        INSERT INTO run_traffic (run_id, worker, from_second, calls, retries, throttled, failures,
                                 from_ledger, answered, latencies)
        VALUES ('20260503-100000-abcd', 'a', ?, 40, 3, 2, 1, 4, 41, '')\
        """,
        Instant.parse("2026-05-03T10:00:30Z").getEpochSecond());
    handle.execute(
        "INSERT INTO run_posts (run_id, position, uri) VALUES ('20260503-100000-abcd', 90,"
            + " 'at://x')");
  }

  private void importPosts(int posts) throws IOException {
    StringBuilder lines = new StringBuilder("{\"uri\":\"short\",\"text\":\"short\"}\n");
    for (int i = 0; i < posts; i++) {
      lines.append(
          "{\"uri\":\"at://%d\",\"text\":\"some text of number %d\",\"source\":\"%s\"}\n"
              .formatted(i, i - i % 10, i % 3));
    }
    ImportCommand.run(
        database, List.of("-"), new ByteArrayInputStream(lines.toString().getBytes(UTF_8)));
  }

  private JsonNode plan(String... options) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> words = new ArrayList<>(List.of(options));
    words.add("--connectionURL=" + database.url());
    words.add("--format=json");
    PlanCommand.run(CommandLine.parse(words), new PrintStream(out, true, UTF_8), NOW);
    ObjectNode plan = (ObjectNode) JSON.readTree(out.toString(UTF_8));
    ObjectNode request = (ObjectNode) plan.path("firstRequest");
    request.put("body", request.path("body").asText().substring(0, 10));
    ((ObjectNode) request.path("headers")).remove("Content-Length");
    return plan;
  }

  /** Compares numbers as numbers and names in whatever order. */
  private Matcher<JsonNode> is(String document) throws IOException {
    try (InputStream stream = getClass().getResourceAsStream("/documents/" + document + ".json")) {
      return Matchers.is(
          JSON.readTree(
              new String(stream.readAllBytes(), UTF_8)
                  .replace("FOLDER", folder.toString())
                  .replace("DATABASE", database.url())));
    }
  }
}
