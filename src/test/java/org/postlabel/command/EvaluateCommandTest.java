package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.postlabel.command.Evaluated.done;
import static org.postlabel.command.Evaluated.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.LabelledPosts;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class EvaluateCommandTest {
  private static final String GOLD =
      """
      uri,coder,toxic
      at://a,x,true
      at://b,x,Yes
      at://c,x,1
      at://d,x,false
      at://e,x,0.0
      at://nobody,x,no
      at://failed,x,yes
      at://d,y,NO
      at://twice,x,1
      at://twice,y,0
      at://a,y,
      at://b,y,maybe
      ,y,true
      """;

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
    labels.addLabel("at://c", "a dunce", 0.49);
    labels.addLabel("at://d", "a garden", 0.1);
    labels.addLabel("at://e", "a weed", 0.8);
    labels.addLabel("at://twice", "whatever", 0.8);
    labels.addLabel("at://other", "has no gold", 0.8);
    labels.addFailure("at://failed", "short", "text_too_short", "hash");
  }

  @Test
  void showsStatisticsAndWhatWasNotCompared() throws IOException {
    String out = done(evaluate(GOLD)).out();

    assertThat(
        out,
        is(
            """
            prob_toxic >= 0.5 of perspective_api_labels against toxic of GOLD
            kind of number: calibrated probability
            5 of 13 gold rows compared, by uri; not compared:
              1 without a uri or text (line 14)
              1 without a gold value (line 12)
              1 whose gold value is neither true nor false (line 13)
              1 repeating another row (line 9)
              2 contradicting another row (the first on line 10)
              1 without a label (line 7)
              1 whose label failed (line 8)

                                  estimate    95 % interval
            accuracy                 0.600   0.200 to 1.000
            macro precision          0.583   0.125 to 1.000
            macro recall             0.583   0.125 to 1.000
            macro F1                 0.583   0.167 to 1.000
            Cohen's kappa            0.167  -0.539 to 1.000
            Krippendorff's alpha     0.250  -0.500 to 1.000

            class  gold  labels  precision  recall     F1
            false     2       2      0.500   0.500  0.500
            true      3       3      0.667   0.667  0.667

            gold \\ label  false  true
            false             1     1
            true              1     2
            """
                .replace("GOLD", folder.resolve("gold.csv").toString())));
  }

  @Test
  void tellsProgramsTheSame() throws IOException {
    JsonNode json = json(evaluate(GOLD, "--format=json"));

    assertThat(json.at("/goldRows").asInt(), is(13));
    assertThat(json.at("/compared").asInt(), is(5));
    assertThat(
        json.at("/notCompared").toString(),
        is(
            "{\"withoutKey\":1,\"withoutGold\":1,\"noTruth\":1,\"noNumber\":0,\"tied\":0,"
                + "\"doubled\":1,\"contradictory\":2,"
                + "\"withoutLabel\":1,\"failed\":1,\"withoutValue\":0,\"ambiguous\":0}"));
    assertThat(json.at("/table").asText(), is("perspective_api_labels"));
    assertThat(json.at("/column").asText(), is("prob_toxic"));
    assertThat(json.at("/scale").asText(), is("calibrated probability"));
    assertThat(json.at("/threshold").asDouble(), is(0.5));
    assertThat(json.at("/pairedBy").asText(), is("uri"));
    assertThat(json.at("/run").isNull(), is(true));
    assertThat(json.at("/statistics/accuracy/estimate").asDouble(), is(0.6));
    assertThat(json.at("/statistics/cohensKappa/estimate").asDouble(), is(closeTo(1 / 6.0, 1e-9)));
    assertThat(json.at("/classes/1/class").asText(), is("true"));
    assertThat(json.at("/classes/1/recall/estimate").asDouble(), is(closeTo(2 / 3.0, 1e-9)));
    assertThat(
        json.at("/confusion").toString(),
        is("{\"classes\":[\"false\",\"true\"],\"goldByLabel\":[[1,1],[1,2]]}"));
    assertThat(json.at("/disagreements").asInt(), is(2));
    assertThat(
        json.at("/firstDisagreements/0").toString(),
        is(
            "{\"line\":4,\"uri\":\"at://c\",\"gold\":\"true\",\"label\":\"false\",\"score\":0.49,"
                + "\"text\":\"a dunce\"}"));
  }

  @Test
  void saysTheSameEachTimeAndDrawsOtherwiseWithAnotherSeed() throws IOException {
    Ended first = done(evaluate(GOLD, "--format=json"));

    assertThat(done(evaluate(GOLD, "--format=json")).out(), is(first.out()));
    assertThat(
        json(evaluate(GOLD, "--format=json", "--seed=2")).at("/statistics").toString(),
        is(not(new ObjectMapper().readTree(first.out()).at("/statistics").toString())));
    assertThat(
        json(evaluate(GOLD, "--format=json", "--resamples=100"))
            .at("/statistics/accuracy/definedInResamples")
            .asInt(),
        is(100));
  }

  @Test
  void takesTheThresholdThatIsGiven() throws IOException {
    JsonNode json = json(evaluate(GOLD, "--format=json", "--threshold=0.49"));

    assertThat(json.at("/confusion/goldByLabel").toString(), is("[[1,1],[0,3]]"));
  }

  @Test
  void comparesTruthsOfAColumnWithOneStrayNumber() throws IOException {
    String out = done(evaluate("uri,toxic\nat://a,yes\nat://b,no\nat://c,yes\nat://d,2\n")).out();

    assertThat(
        out,
        containsString(
            """
            3 of 4 gold rows compared, by uri; not compared:
              1 whose gold value is neither true nor false (line 5)
            """));
    assertThat(out, not(containsString("ICC")));
  }

  @Test
  void leavesAPage() throws IOException {
    Path page = folder.resolve("new/page.html");

    Ended ended = done(evaluate(GOLD, "--format=html", "--output=" + page));

    assertThat(ended.out(), is("Evaluation: " + page.toUri() + "\n"));
    assertThat(Files.readString(page), containsString("5 of 13 gold rows compared, by uri"));
    assertThat(Files.readString(page), containsString("Kind of number: calibrated probability."));
    assertThat(
        done(evaluate(GOLD, "--format=html", "--output=-")).out(), startsWith("<!DOCTYPE html>"));
  }

  @Test
  void saysWhyNothingCanBeCompared() throws IOException {
    Ended ended = evaluate("uri,toxic\nat://nobody,1\nat://failed,0\n");

    assertThat(ended.exitCode(), is(ExitCode.USAGE.code()));
    assertThat(
        ended.err(),
        is(
            "postlabel: no row of %s can be compared: 1 without a label (line 2), 1 whose label failed (line 3)\n"
                .formatted(folder.resolve("gold.csv"))));
    assertThat(ended.out(), is(""));
  }

  private Ended evaluate(String gold, String... options) throws IOException {
    return Evaluated.run(tables.database(), folder, gold, options);
  }
}
