package org.postlabel.scorer.perspective;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.ServiceClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores texts with the Perspective API, in batches where the endpoint accepts them. */
final class PerspectiveScorer implements Scorer {
  private static final Logger LOG = LoggerFactory.getLogger(PerspectiveScorer.class);

  /** The path of a call at Google. */
  static final String ANALYZE = "/v1alpha1/comments:analyze";

  /** So many answers without scores, before the first score, stop the run. */
  private static final int USELESS_ANSWERS = 3;

  private static final String BATCH = "/batch";
  private static final String ID_PREFIX = "item-";

  /** The statuses of endpoints without batches, or with smaller ones. */
  private static final Set<Integer> NO_BATCH = Set.of(404, 405, 413, 501);

  private final ServiceClient client;
  private final AnalyzeRequest request;
  private final AtomicBoolean inBatches;
  private final String analyzePath;
  private final AtomicInteger useless = new AtomicInteger();
  private volatile boolean hasScored;

  /**
   * @param analyzePath the path of a call, after the address of {@code client}
   */
  PerspectiveScorer(
      ServiceClient client, AnalyzeRequest request, String analyzePath, boolean inBatches) {
    this.client = client;
    this.analyzePath = analyzePath;
    this.request = request;
    this.inBatches = new AtomicBoolean(inBatches);
  }

  @Override
  public int maxQuestionsPerRequest() {
    return inBatches.get() ? Perspective.MAX_QUESTIONS_PER_REQUEST : 1;
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    // A batch of one has no advantage, and some endpoints have no batches.
    return inBatches.get() && questions.size() > 1
        ? scoreBatch(questions, onSent)
        : Outcome.ofEach(questions, question -> scoreOne(question, onSent));
  }

  private Outcome scoreOne(Question question, Runnable onSent) {
    try {
      return read(
          client.post(analyzePath, "application/json", request.body(question), onSent), question);
    } catch (IOException e) {
      return Outcome.TryLater.noProvider(ServiceClient.cause(e));
    }
  }

  private Outcome read(HttpReply reply, Question question) {
    Outcome outcome = AnalyzeReply.read(reply, question, request);
    if (outcome instanceof Outcome.AskAgain again) {
      Set<String> gone = request.leaveOut(again.amendments());
      if (!gone.isEmpty()) {
        LOG.warn(
            "The provider does not have all attributes: leaving out {}; labels get the reason"
                + " some_attributes_missing.",
            String.join(", ", gone));
      }
    }
    if (!(outcome instanceof Outcome.Answered answered)) {
      return outcome;
    }
    if (answered.answer().isSuccessful()) {
      hasScored = true;
    }
    return answered.answer().reason().filter(Reason.NO_SCORES::equals).isPresent()
        ? withoutScores(reply)
        : outcome;
  }

  /**
   * An answer without scores says nothing of its text, unless it names a language and others do.
   */
  private Outcome withoutScores(HttpReply reply) {
    boolean isOfLanguage =
        request.isLanguageDetected() && !reply.json().path("detectedLanguages").isEmpty();
    if (hasScored && isOfLanguage) {
      return new Outcome.Answered(Answer.failed(Reason.LANGUAGE_NOT_SUPPORTED));
    }
    return !hasScored && useless.incrementAndGet() >= USELESS_ANSWERS
        ? new Outcome.Distrusted(
            "not one of %d answers holds a score: check --endpoint and --languages"
                .formatted(USELESS_ANSWERS))
        : Outcome.TryLater.because("an answer without scores", null);
  }

  private Map<String, Outcome> scoreBatch(List<Question> questions, Runnable onSent) {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    questions.forEach(
        question -> bodies.put(ID_PREFIX + question.textHash(), request.body(question)));
    HttpReply reply;
    try {
      reply =
          client.post(
              BATCH, BatchCodec.CONTENT_TYPE, BatchCodec.encode(analyzePath, bodies), onSent);
    } catch (IOException e) {
      Outcome later = Outcome.TryLater.noProvider(ServiceClient.cause(e));
      return Outcome.ofAll(questions, later);
    }
    if (!reply.isSuccess()) {
      return batchRefused(reply, questions);
    }
    Map<String, HttpReply> replies = BatchCodec.decode(reply.contentType(), reply.body());
    if (replies.isEmpty()) {
      Outcome later = Outcome.TryLater.noProvider("a batch answer without a readable part");
      return Outcome.ofAll(questions, later);
    }
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Question question : questions) {
      HttpReply part = replies.get(ID_PREFIX + question.textHash());
      if (part != null) {
        outcomes.put(question.textHash(), read(part, question));
      }
    }
    return outcomes;
  }

  /** The refusal of a whole batch says nothing about any of its texts. */
  private Map<String, Outcome> batchRefused(HttpReply reply, List<Question> questions) {
    Outcome outcome = ErrorReply.read(reply, questions.get(0), request);
    boolean isAboutEveryCall =
        outcome instanceof Outcome.TryLater
            || outcome instanceof Outcome.Throttled
            || outcome instanceof Outcome.Refused;
    boolean isAboutBatches = NO_BATCH.contains(reply.status()) || isUnexplained(reply, outcome);
    if (isAboutEveryCall && !isAboutBatches) {
      return Outcome.ofAll(questions, outcome);
    }
    if (inBatches.getAndSet(false)) {
      LOG.warn(
          "{} does not accept batches (HTTP {}); sending single calls. --requestMode=single sends"
              + " them from the start.",
          client.host(),
          reply.status());
    }
    return Outcome.ofEach(questions, question -> new Outcome.AskAgain(question.amendments()));
  }

  /** A 400 without Google's reason: not from the API itself. */
  private static boolean isUnexplained(HttpReply reply, Outcome outcome) {
    return reply.status() == 400 && outcome instanceof Outcome.TryLater;
  }

  @Override
  public boolean isEmulated() {
    return client.isEmulated();
  }

  @Override
  public void close() {
    client.close();
  }
}
