package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.postlabel.command.Evaluated.done;
import static org.postlabel.command.Evaluated.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.faults.Ended;
import org.postlabel.post.Post;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.LabelledPosts;
import org.postlabel.testing.OnBothDatabases;

/** Which labels are compared with which rows. */
@OnBothDatabases
class EvaluatePairingTest {
  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  private LabelledPosts labels;

  @BeforeEach
  void label() {
    tables = engine.migrated();
    labels = new LabelledPosts(tables.database());
    labels.addLabel("at://a", "an idiot", 0.9);
    labels.addLabel("at://b", "a fool", 0.5);
    labels.addLabel("at://d", "a garden", 0.1);
  }

  @Test
  void pairsByTextWhereTheFileHasNoUri() throws IOException {
    labels.addLabel("at://a2", "an idiot", 0.7);
    labels.addFailure("at://a3", "an idiot", "rejected_by_provider", "hash");
    labels.addLabel("at://b2", "a fool", 0.2);
    labels.addLabel("at://none", "nothing of this", 0.2);
    labels.execute("UPDATE perspective_api_labels SET prob_toxic = NULL WHERE uri = 'at://none'");
    hashTexts();

    JsonNode json =
        json(
            evaluate(
                """
                toxic,text
                1,an idiot
                1,a fool
                0,"a garden"
                0,a garden\s
                0,nothing of this
                """,
                "--format=json"));

    assertThat(json.at("/pairedBy").asText(), is("text"));
    assertThat(json.at("/goldRows").asInt(), is(5));
    assertThat(json.at("/confusion/goldByLabel").toString(), is("[[1,0],[0,1]]"));
    assertThat("a text is exact", json.at("/notCompared/withoutLabel").asInt(), is(1));
    assertThat("posts differ", json.at("/notCompared/ambiguous").asInt(), is(1));
    assertThat(json.at("/notCompared/withoutValue").asInt(), is(1));
  }

  @Test
  void comparesMorePostsThanOneQueryTakes() throws IOException {
    StringBuilder gold = new StringBuilder("uri,toxic\n");
    for (int i = 0; i < 70_000; i++) {
      gold.append("at://nobody/").append(i).append(",1\n");
    }

    JsonNode json = json(evaluate(gold + "at://a,1\nat://d,1\n", "--format=json"));

    assertThat(json.at("/compared").asInt(), is(2));
    assertThat(json.at("/notCompared/withoutLabel").asInt(), is(70_000));
  }

  @Test
  void comparesTheLabelsOfOneRun() throws IOException {
    labels.execute(
        "UPDATE perspective_api_labels SET run_id = 'later' WHERE uri IN ('at://a', 'at://b')");

    JsonNode json =
        json(evaluate("uri,toxic\nat://a,1\nat://b,1\nat://d,0\n", "--format=json", "--run=later"));

    assertThat(json.at("/run").asText(), is("later"));
    assertThat(json.at("/compared").asInt(), is(2));
    assertThat(
        done(evaluate("uri,toxic\nat://a,1\nat://b,1\nat://d,0\n", "--run=later")).out(),
        startsWith("prob_toxic >= 0.5 of perspective_api_labels by run later against toxic of "));
    assertThat(
        evaluate("uri,toxic\nat://a,1\nat://b,1\nat://d,0\n", "--run=never").err(),
        is(
            "postlabel: --run must be all or the id of a run of %s, was never; ./pipeline status"
                    .formatted(tables.database().url())
                + " lists them\n"));
  }

  @Test
  void comparesWhatALanguageModelSays() throws IOException {
    addOpinion("at://a", true, "left");
    addOpinion("at://b", true, "unclear");
    addOpinion("at://c", false, null);

    assertThat(
        json(evaluate(
                "uri,toxic\nat://a,yes\nat://b,no\nat://c,no\n",
                "--scorer=sociopolitical",
                "--column=is_sociopolitical",
                "--format=json"))
            .at("/confusion")
            .toString(),
        is("{\"classes\":[\"false\",\"true\"],\"goldByLabel\":[[1,1],[0,1]]}"));
    assertThat(
        json(evaluate(
                "uri,toxic\nat://a,left\nat://b,left\nat://c,none\n",
                "--scorer=sociopolitical",
                "--column=political_ideology_label",
                "--format=json"))
            .at("/confusion")
            .toString(),
        is(
            "{\"classes\":[\"left\",\"none\",\"unclear\"],"
                + "\"goldByLabel\":[[1,0,1],[0,1,0],[0,0,0]]}"));
  }

  private Ended evaluate(String gold, String... options) throws IOException {
    return Evaluated.run(tables.database(), folder, gold, options);
  }

  private void addOpinion(String uri, boolean isSociopolitical, String ideologyOrNull) {
    labels.execute(
        """
        INSERT INTO sociopolitical_labels (uri, text, was_successfully_labeled, label_timestamp,
          is_sociopolitical, political_ideology_label, text_hash, scorer_id, run_id)
        VALUES (?, 'a text', TRUE, ?, ?, ?, 'hash', 'scorer', 'run')""",
        uri,
        labels.time("2026-01-31T12:00:00Z"),
        isSociopolitical,
        ideologyOrNull);
  }

  private void hashTexts() {
    tables
        .column("SELECT text FROM perspective_api_labels")
        .forEach(
            text ->
                labels.execute(
                    "UPDATE perspective_api_labels SET text_hash = ? WHERE text = ?",
                    Post.textHash((String) text),
                    text));
  }
}
