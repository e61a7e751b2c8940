package org.postlabel.scorer.perspective;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.HttpReply;

/** Answers of the service as people have reported them; each names the public thread. */
class ReportedShapesTest {
  private static final AnalyzeRequest REQUEST =
      new AnalyzeRequest(PerspectiveLabels.ATTRIBUTES, List.of(), true);
  private static final Question QUESTION = Question.about("What some text says");

  /** atom/biohazard-alert#11 and #20. */
  @ParameterizedTest
  @CsvSource({"PROFANITY, it", "INSULT, und", "FLIRTATION, th", "THREAT, zu"})
  void leavesOutTheAttributeThatDoesNotKnowADetectedLanguage(String attribute, String language) {
    assertThat(
        read(
            400,
            "{'error':{'code':400,'message':'Attribute %s does not support request languages: %s',"
                    .formatted(attribute, language)
                + "'status':'INVALID_ARGUMENT'}}"),
        is(new Outcome.AskAgain(Set.of("without:" + attribute))));
  }

  /** sloria/perspective-api-client#123. */
  @Test
  void asksInTheDefaultLanguageWhereNoneIsDetected() {
    assertThat(
        read(400, "{'error':{'code':400,'message':'unable to detect language'}}"),
        is(new Outcome.AskAgain(Set.of("in the default language"))));
  }

  /** mlcommons/modelgauge#169 and #188. */
  @Test
  void learnsTheQuotaOfALargerProject() {
    String message =
        "Quota exceeded for quota metric Analysis requests (AnalyzeComment) and limit Analysis"
            + " requests (AnalyzeComment) per minute of service commentanalyzer.googleapis.com";
    String body =
        "{'error':{'code':429,'message':'%s','status':'RESOURCE_EXHAUSTED','details':[{'@type':"
                .formatted(message)
            + "'type.googleapis.com/google.rpc.ErrorInfo','reason':'RATE_LIMIT_EXCEEDED','domain':"
            + "'googleapis.com','metadata':{'quota_limit_value':'6000','quota_limit':"
            + "'AnalyzeRequestsPerMinutePerProject','consumer':'projects/1','service':"
            + "'commentanalyzer.googleapis.com','quota_location':'global','quota_metric':"
            + "'CommentAnalyzerService/analyze_requests'}},{'@type':"
            + "'type.googleapis.com/google.rpc.Help','links':[{'description':'Request a higher"
            + " quota limit.'}]}]}}";

    assertThat(
        read(429, body),
        is(
            new Outcome.Throttled(
                null, OptionalDouble.of(6_000), "AnalyzeRequestsPerMinutePerProject (6000)")));
  }

  /** sloria/perspective-api-client#175, and with an empty object. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'languages':['en'],'detectedLanguages':['ro','en']}",
        "{'attributeScores':{},'languages':['en']}"
      })
  void hasNoScoresWhereAttributeScoresAreMissing(String body) {
    assertThat(read(200, body), is(new Outcome.Answered(Answer.failed(Reason.NO_SCORES))));
  }

  /** stanford-crfm/helm#2285 and #4253: the spans of sentences are not the score of the text. */
  @Test
  void takesTheScoreOfTheTextAndNotOfItsFirstSentence() {
    String body =
        "{'attributeScores':{'TOXICITY':{'spanScores':[{'begin':0,'end':13,'score':{'value':0.017,"
            + "'type':'PROBABILITY'}},{'begin':13,'end':22,'score':{'value':0.902,'type':"
            + "'PROBABILITY'}}],'summaryScore':{'value':0.8,'type':'PROBABILITY'}},'SPAM':"
            + "{'spanScores':[]}},'languages':['en']}";

    assertThat(
        read(200, body),
        is(
            new Outcome.Answered(
                new Answer(Scores.of(Map.of("TOXICITY", 0.8)), Reason.SOME_ATTRIBUTES_MISSING))));
  }

  private static Outcome read(int status, String body) {
    return AnalyzeReply.read(
        HttpReply.of(status, body.replace('\'', '"'), "application/json", null), QUESTION, REQUEST);
  }
}
