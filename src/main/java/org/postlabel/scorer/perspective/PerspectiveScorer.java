package org.postlabel.scorer.perspective;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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

  private static final String ANALYZE = "/v1alpha1/comments:analyze";
  private static final String BATCH = "/batch";
  private static final String ID_PREFIX = "item-";

  /** The statuses of endpoints without batches, or with smaller ones. */
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
    // A batch of one has no advantage, and some endpoints have no batches.
    return inBatches.get() && questions.size() > 1
        ? scoreBatch(questions, onSent)
        : forAll(questions, question -> scoreOne(question, onSent));
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
      Outcome later = Outcome.TryLater.noProvider(ServiceClient.cause(e));
      return forAll(questions, question -> later);
    }
    if (!reply.isSuccess()) {
      return batchRefused(reply, questions);
    }
    Map<String, HttpReply> replies = BatchCodec.decode(reply.contentType(), reply.body());
    if (replies.isEmpty()) {
      Outcome later = Outcome.TryLater.noProvider("a batch answer without a readable part");
      return forAll(questions, question -> later);
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

  /** The refusal of a whole batch says nothing about any of its texts. */
  private Map<String, Outcome> batchRefused(HttpReply reply, List<Question> questions) {
    Outcome outcome = ErrorReply.read(reply, questions.get(0));
    boolean isAboutEveryCall =
        outcome instanceof Outcome.TryLater
            || outcome instanceof Outcome.Throttled
            || outcome instanceof Outcome.Refused;
    boolean isAboutBatches = NO_BATCH.contains(reply.status()) || isUnexplained(reply, outcome);
    if (isAboutEveryCall && !isAboutBatches) {
      return forAll(questions, question -> outcome);
    }
    if (inBatches.getAndSet(false)) {
      LOG.warn(
          "{} does not accept batches (HTTP {}); sending single calls. --requestMode=single sends"
              + " them from the start.",
          client.host(),
          reply.status());
    }
    return forAll(questions, question -> new Outcome.AskAgain(question.amendments()));
  }

  /** A 400 without Google's reason: not from the API itself. */
  private static boolean isUnexplained(HttpReply reply, Outcome outcome) {
    return reply.status() == 400 && outcome instanceof Outcome.TryLater;
  }

  private static Map<String, Outcome> forAll(
      List<Question> questions, Function<Question, Outcome> outcome) {
    return questions.stream().collect(toMap(Question::textHash, outcome));
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
