package org.postlabel.scorer.perspective;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.ServiceClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores texts with the Perspective API, in batches where the endpoint takes them. */
final class PerspectiveScorer implements Scorer {
  private static final Logger LOG = LoggerFactory.getLogger(PerspectiveScorer.class);

  private static final String ANALYZE = "/v1alpha1/comments:analyze";
  private static final String BATCH = "/batch";
  private static final String ID_PREFIX = "item-";

  /** How endpoints answer a batch that they do not take. */
  private static final Set<Integer> NO_BATCH = Set.of(404, 405, 413, 501);

  private final ServiceClient client;
  private final AnalyzeRequest request;
  private final AtomicBoolean inBatches;

  PerspectiveScorer(ServiceClient client, AnalyzeRequest request, boolean inBatches) {
    this.client = client;
    this.request = request;
    this.inBatches = new AtomicBoolean(inBatches);
  }

  @Override
  public int maxQuestionsPerRequest() {
    return inBatches.get() ? Perspective.MAX_QUESTIONS_PER_REQUEST : 1;
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    // A batch of one would only wrap a plain call, and ask for what some endpoints do not have.
    return inBatches.get() && questions.size() > 1
        ? scoreBatch(questions, onSent)
        : scoreSingly(questions, onSent);
  }

  private Map<String, Outcome> scoreSingly(List<Question> questions, Runnable onSent) {
    Map<String, Outcome> outcomes = new HashMap<>();
    questions.forEach(question -> outcomes.put(question.textHash(), scoreOne(question, onSent)));
    return outcomes;
  }

  private Outcome scoreOne(Question question, Runnable onSent) {
    try {
      return AnalyzeReply.read(
          client.post(ANALYZE, "application/json", request.body(question), onSent), question);
    } catch (IOException e) {
      return Outcome.TryLater.noProvider(ServiceClient.cause(e));
    }
  }

  private Map<String, Outcome> scoreBatch(List<Question> questions, Runnable onSent) {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    questions.forEach(
        question -> bodies.put(ID_PREFIX + question.textHash(), request.body(question)));
    HttpReply reply;
    try {
      reply =
          client.post(BATCH, BatchCodec.CONTENT_TYPE, BatchCodec.encode(ANALYZE, bodies), onSent);
    } catch (IOException e) {
      return forAll(questions, Outcome.TryLater.noProvider(ServiceClient.cause(e)));
    }
    if (!reply.isSuccess()) {
      return batchRefused(reply, questions);
    }
    Map<String, HttpReply> replies = BatchCodec.decode(reply.contentType(), reply.body());
    if (replies.isEmpty()) {
      return forAll(
          questions, Outcome.TryLater.noProvider("a batch answer without a readable part"));
    }
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Question question : questions) {
      HttpReply part = replies.get(ID_PREFIX + question.textHash());
      if (part != null) {
        outcomes.put(question.textHash(), AnalyzeReply.read(part, question));
      }
    }
    return outcomes;
  }

  /** Whatever refuses a whole batch is never the fault of one of its texts. */
  private Map<String, Outcome> batchRefused(HttpReply reply, List<Question> questions) {
    Outcome outcome = ErrorReply.read(reply, questions.get(0));
    boolean isAboutEveryCall =
        outcome instanceof Outcome.TryLater
            || outcome instanceof Outcome.Throttled
            || outcome instanceof Outcome.Refused;
    boolean isAboutBatches = NO_BATCH.contains(reply.status()) || isUnexplained(reply, outcome);
    if (isAboutEveryCall && !isAboutBatches) {
      return forAll(questions, outcome);
    }
    if (inBatches.getAndSet(false)) {
      LOG.warn(
          "{} takes no batches (HTTP {}): going on with single calls; --requestMode=single says so"
              + " from the start.",
          client.host(),
          reply.status());
    }
    Map<String, Outcome> again = new HashMap<>();
    questions.forEach(
        question -> again.put(question.textHash(), new Outcome.AskAgain(question.amendments())));
    return again;
  }

  /** A 400 without Google's reason: not from the API itself. */
  private static boolean isUnexplained(HttpReply reply, Outcome outcome) {
    return reply.status() == 400 && outcome instanceof Outcome.TryLater;
  }

  private static Map<String, Outcome> forAll(List<Question> questions, Outcome outcome) {
    Map<String, Outcome> outcomes = new HashMap<>();
    questions.forEach(question -> outcomes.put(question.textHash(), outcome));
    return outcomes;
  }

  @Override
  public void close() {
    client.close();
  }
}
