package org.postlabel.scoring;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.WatchedShare;

/** A provider that answers as a test tells it; no outcome means that a text was not answered. */
final class ScriptedScorer implements ScorerProvider, Scorer {
  static final Outcome SCORED =
      new Outcome.Answered(Answer.scored(Scores.of(Map.of("SPAM", 0.25))));

  private static final String TOGETHER = "together=";

  final transient List<List<Question>> requests = new CopyOnWriteArrayList<>();

  /** How often it was closed; closing fails while it is negative. */
  final transient AtomicInteger closed = new AtomicInteger();

  private final transient Function<Question, Outcome> script;
  private final int maxQuestions;
  private Usage mostOfEach;
  private WatchedShare watchedOrNull;
  private int judgements = 1;
  private boolean isReached = true;
  private transient Question spoilingOrNull;
  private transient Outcome spoilt;

  ScriptedScorer(int maxQuestions, Function<Question, Outcome> script) {
    this.maxQuestions = maxQuestions;
    this.script = script;
  }

  /**
   * The same for a provider to whom a request is one query, however many questions it holds.
   *
   * @param most what each question may use
   */
  ScriptedScorer countingRequests(Usage most) {
    ScriptedScorer scorer = new ScriptedScorer(maxQuestions, script);
    scorer.mostOfEach = most;
    return scorer;
  }

  /** The same whose share of positive answers is watched. */
  ScriptedScorer watching(WatchedShare watched) {
    ScriptedScorer scorer = new ScriptedScorer(maxQuestions, script);
    scorer.watchedOrNull = watched;
    return scorer;
  }

  /** The same for several judgements of each text, which add up. */
  ScriptedScorer judging(int times) {
    ScriptedScorer scorer = new ScriptedScorer(maxQuestions, script);
    scorer.judgements = times;
    return scorer;
  }

  /** The same, but all of a request that holds {@code question} gets {@code outcome}. */
  ScriptedScorer spoiltBy(Question question, Outcome outcome) {
    ScriptedScorer scorer = new ScriptedScorer(maxQuestions, script);
    scorer.spoilingOrNull = question;
    scorer.spoilt = outcome;
    return scorer;
  }

  /** The same, but no request leaves: there is no connection. */
  ScriptedScorer outOfReach() {
    ScriptedScorer scorer = new ScriptedScorer(maxQuestions, script);
    scorer.mostOfEach = mostOfEach;
    scorer.isReached = false;
    return scorer;
  }

  /** All questions of all requests, in order. */
  List<Question> asked() {
    return requests.stream().flatMap(List::stream).toList();
  }

  @Override
  public String scorerId() {
    return "scorer-1";
  }

  @Override
  public String quotaName() {
    return "quota-1";
  }

  @Override
  public Optional<WatchedShare> watchedShare() {
    return Optional.ofNullable(watchedOrNull);
  }

  @Override
  public int judgements() {
    return judgements;
  }

  @Override
  public Answer combined(List<Answer> all) {
    double sum = all.stream().mapToDouble(one -> one.scores().of("SPAM").orElseThrow()).sum();
    return Answer.scored(Scores.of(Map.of("SPAM", sum)));
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return this;
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    requests.add(List.copyOf(questions));
    if (isReached) {
      onSent.run();
    }
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Question question : questions) {
      Outcome outcome =
          spoilingOrNull != null && questions.contains(spoilingOrNull)
              ? spoilt
              : script.apply(question);
      if (outcome != null) {
        outcomes.put(question.textHash(), outcome);
      }
    }
    return outcomes;
  }

  @Override
  public int maxQuestionsPerRequest() {
    return maxQuestions;
  }

  @Override
  public int maxTogether(Question question) {
    return question.amendments().stream()
        .filter(amendment -> amendment.startsWith(TOGETHER))
        .map(amendment -> Integer.parseInt(amendment.substring(TOGETHER.length())))
        .findFirst()
        .orElse(maxQuestions);
  }

  @Override
  public boolean isOneQuery() {
    return mostOfEach != null;
  }

  @Override
  public Usage mostUsage(List<Question> questions) {
    return mostOfEach == null
        ? Usage.NONE
        : questions.stream().map(question -> mostOfEach).reduce(Usage.NONE, Usage::plus);
  }

  @Override
  public void close() {
    if (closed.incrementAndGet() < 0) {
      throw new IllegalStateException("cannot be closed");
    }
  }
}
