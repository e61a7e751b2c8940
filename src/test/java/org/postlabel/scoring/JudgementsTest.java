package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class JudgementsTest {
  private static final List<Question> FOUR = WorkerSetup.questions(4);

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void askOnlyForThoseThatAreMissing() throws Exception {
    ScriptedScorer once = new ScriptedScorer(3, JudgementsTest::judged);
    try (Worker worker = setup.worker(once)) {
      WorkerSetup.answers(worker, FOUR.subList(0, 2));
    }
    ScriptedScorer thrice = once.judging(3);
    try (Worker worker = setup.worker(thrice)) {
      assertThat(
          WorkerSetup.answers(worker, FOUR).values(), everyItem(is(Optional.of(score(1 + 2 + 3)))));
    }
    ScriptedScorer fourTimes = once.judging(4);
    try (Worker worker = setup.worker(fourTimes)) {
      assertThat(
          WorkerSetup.answers(worker, FOUR).values(),
          everyItem(is(Optional.of(score(1 + 2 + 3 + 4)))));
    }

    assertThat(thrice.asked(), hasSize(2 + 4 + 4));
    assertThat(
        fourTimes.asked().stream().map(Question::judgement).toList(), is(List.of(4, 4, 4, 4)));
    for (List<Question> request : thrice.requests) {
      assertThat(request.stream().map(Question::judgement).distinct().toList(), hasSize(1));
      assertThat(
          request.stream().map(Question::textHash).distinct().toList(), hasSize(request.size()));
    }
    assertThat(
        setup.tables.rows("SELECT judgement, COUNT(*) FROM ledger GROUP BY 1 ORDER BY 1").stream()
            .map(Object::toString)
            .toList(),
        is(List.of("[1, 4]", "[2, 4]", "[3, 4]", "[4, 4]")));
  }

  @Test
  void leaveATextForLaterWhenOneOfThemIsMissing() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
                3,
                question ->
                    question.judgement() == 2 && question.equals(FOUR.get(0).ofJudgement(2))
                        ? Outcome.TryLater.because("HTTP 503", null)
                        : judged(question))
            .judging(3);
    try (Worker worker = setup.worker(scorer)) {
      Map<Question, Optional<Answer>> answers = WorkerSetup.answers(worker, FOUR);

      assertThat(answers.get(FOUR.get(0)), is(Optional.empty()));
      assertThat(answers.get(FOUR.get(1)), is(Optional.of(score(6))));
    }
    assertThat(
        setup.tables.column(
            "SELECT judgement FROM ledger WHERE text_hash = ? ORDER BY 1", FOUR.get(0).textHash()),
        is(List.of(1L, 3L)));
  }

  @Test
  void failATextWithTheReasonOfTheFirstThatFailed() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
                1,
                question ->
                    switch (question.judgement()) {
                      case 1 -> judged(question);
                      case 2 -> new Outcome.Answered(Answer.failed(Reason.INVALID_ANSWER));
                      default -> new Outcome.Answered(Answer.failed(Reason.CONTENT_FILTERED));
                    })
            .judging(3);
    try (Worker worker = setup.worker(scorer)) {
      assertThat(
          WorkerSetup.answers(worker, FOUR).values(),
          everyItem(is(Optional.of(Answer.failed(Reason.INVALID_ANSWER)))));
    }
  }

  @Test
  void beginWithTheFirstThatIsMissing() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(1, JudgementsTest::judged);
    try (Worker worker = setup.worker(scorer)) {
      WorkerSetup.answers(worker, FOUR);
    }
    ScriptedScorer twice = scorer.judging(2);
    try (Worker worker = setup.worker(twice)) {
      assertThat(new FirstCall(worker).make(List.of(FOUR)), is(true));
      WorkerSetup.answers(worker, FOUR);
      assertThat(new FirstCall(worker).make(List.of(FOUR)), is(false));
    }
    assertThat(twice.asked().stream().map(Question::judgement).toList(), is(List.of(2, 2, 2, 2)));
  }

  private static Outcome judged(Question question) {
    return new Outcome.Answered(score(question.judgement()));
  }

  private static Answer score(double score) {
    return Answer.scored(Scores.of(Map.of("SPAM", score)));
  }
}
