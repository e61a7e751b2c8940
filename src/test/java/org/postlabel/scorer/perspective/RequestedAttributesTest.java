package org.postlabel.scorer.perspective;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Outcome.Answered;
import org.postlabel.scorer.Outcome.AskAgain;
import org.postlabel.scorer.Outcome.Refused;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.perspective.ScriptedServer.Script;

/** Which attributes are asked for, as they are chosen and as services have them. */
class RequestedAttributesTest extends AskedService {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void leavesAnAttributeThatTheProviderDoesNotHaveOutForAllTexts() throws IOException {
    Script script =
        (exchange, asked) -> {
          if (asked.body().contains("\"SPAM\"")) {
            ScriptedServer.send(
                exchange,
                400,
                "application/json",
                "{\"error\":{\"code\":400,\"message\":\"Unknown requested attribute: SPAM\","
                    + "\"status\":\"INVALID_ARGUMENT\"}}");
          } else {
            ScriptedServer.send(exchange, 200, "application/json", SCORES.formatted("0.5"));
          }
        };
    try (ScriptedServer server = new ScriptedServer(script);
        Scorer scorer = scorer(server.url().toString())) {
      Outcome first = ask(scorer, QUESTION);
      assertThat(first, is(instanceOf(AskAgain.class)));
      ask(scorer, QUESTION.amended(((AskAgain) first).amendments()));

      Answered other = (Answered) ask(scorer, Question.about("Another text"));
      assertThat(other.answer().reasonOrNull(), is(Reason.SOME_ATTRIBUTES_MISSING));
      assertThat(server.asked.size(), is(3));
      assertThat(
          JSON.readTree(server.asked.get(2).body()).path("requestedAttributes").size(), is(20));
    }
  }

  @Test
  void asksForFewAttributesSoonWhereTheOthersAreMissing() throws IOException {
    Script script =
        (exchange, asked) -> {
          String unknown =
              PerspectiveLabels.ATTRIBUTES.stream()
                  .filter(attribute -> !attribute.equals("TOXICITY"))
                  .filter(attribute -> attribute.length() > "SEVERE_TOXICITY".length())
                  .filter(attribute -> asked.body().contains('"' + attribute + '"'))
                  .findFirst()
                  .orElse(null);
          ScriptedServer.send(
              exchange,
              unknown == null ? 200 : 400,
              "application/json",
              unknown == null
                  ? SCORES.formatted("0.5")
                  : "{\"error\":{\"message\":\"Unknown requested attribute: " + unknown + "\"}}");
        };
    try (ScriptedServer server = new ScriptedServer(script);
        Scorer scorer = scorer(server.url().toString())) {
      Question question = QUESTION;
      Outcome outcome = ask(scorer, question);
      while (outcome instanceof AskAgain again) {
        question = question.amended(again.amendments());
        outcome = ask(scorer, question);
      }
      assertThat(outcome, is(instanceOf(Answered.class)));
      assertThat(server.asked.size(), is(4));
    }
  }

  @Test
  void takesTheChosenAttributesForAllThatThereAre() throws IOException {
    try (ScriptedServer server = answering(200, SCORES.formatted("0.5"));
        Scorer scorer = scorer(server.url().toString(), "--attributes=TOXICITY")) {
      assertThat(
          ask(scorer, QUESTION),
          is(new Answered(Answer.scored(Scores.of(Map.of("TOXICITY", 0.5))))));
      assertThat(
          JSON.readTree(server.asked.get(0).body()).path("requestedAttributes").size(), is(1));
    }
    try (ScriptedServer server = answering(200, SCORES.formatted("0.5"));
        Scorer scorer = scorer(server.url().toString(), "--attributes=TOXICITY,SPAM")) {
      assertThat(
          ask(scorer, QUESTION),
          is(
              new Answered(
                  new Answer(Scores.of(Map.of("TOXICITY", 0.5)), Reason.SOME_ATTRIBUTES_MISSING))));
    }
  }

  @Test
  void keepsNoScoreThatWasNotAskedFor() throws IOException {
    String both =
        "{\"attributeScores\":{\"TOXICITY\":{\"summaryScore\":{\"value\":0.5}},"
            + "\"SPAM\":{\"summaryScore\":{\"value\":0.25}}}}";
    try (ScriptedServer server = answering(200, both);
        Scorer scorer = scorer(server.url().toString(), "--attributes=SPAM")) {
      assertThat(
          ask(scorer, QUESTION), is(new Answered(Answer.scored(Scores.of(Map.of("SPAM", 0.25))))));
    }
  }

  @Test
  void refusesAServiceThatHasNoneOfTheChosenAttributes() throws IOException {
    Script script =
        (exchange, asked) -> {
          String unknown = asked.body().contains("\"FLIRTATION\"") ? "FLIRTATION" : "SPAM";
          ScriptedServer.send(
              exchange,
              400,
              "application/json",
              "{\"error\":{\"message\":\"Unknown requested attribute: " + unknown + "\"}}");
        };
    try (ScriptedServer server = new ScriptedServer(script);
        Scorer scorer = scorer(server.url().toString(), "--attributes=SPAM,FLIRTATION")) {
      Outcome first = ask(scorer, QUESTION);
      assertThat(
          ask(scorer, QUESTION.amended(((AskAgain) first).amendments())),
          is(new Refused("the provider has no attribute SPAM")));
    }
  }

  @Test
  void leavesNotAllOutWhereOnlyAttributesOfEnglishAreChosen() throws IOException {
    String chosen = "SPAM,FLIRTATION,SEXUALLY_EXPLICIT,NUANCE,RESPECT";
    List<String> unknown = List.of("SPAM", "FLIRTATION", "SEXUALLY_EXPLICIT");
    Script script =
        (exchange, asked) -> {
          String next =
              unknown.stream()
                  .filter(name -> asked.body().contains('"' + name + '"'))
                  .findFirst()
                  .orElse(null);
          ScriptedServer.send(
              exchange,
              next == null ? 200 : 400,
              "application/json",
              next == null
                  ? SCORES.formatted("0.5").replace("TOXICITY", "NUANCE_EXPERIMENTAL")
                  : "{\"error\":{\"message\":\"Unknown requested attribute: " + next + "\"}}");
        };
    try (ScriptedServer server = new ScriptedServer(script);
        Scorer scorer = scorer(server.url().toString(), "--attributes=" + chosen)) {
      Question question = QUESTION;
      Outcome outcome = ask(scorer, question);
      while (outcome instanceof AskAgain again) {
        question = question.amended(again.amendments());
        outcome = ask(scorer, question);
      }
      assertThat(
          outcome,
          is(
              new Answered(
                  new Answer(
                      Scores.of(Map.of("NUANCE_EXPERIMENTAL", 0.5)),
                      Reason.SOME_ATTRIBUTES_MISSING))));
    }
  }
}
