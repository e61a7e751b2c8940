package org.postlabel.scorer.llm;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.ServiceClient;
import org.postlabel.scorer.llm.ChatRequest.Extra;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Labels several posts with each prompt to a language model; a prompt is one query. */
final class LanguageModelScorer implements Scorer {
  private static final Logger LOG = LoggerFactory.getLogger(LanguageModelScorer.class);

  /** So many answers without a label, before the first label, stop the run. */
  static final int USELESS_ANSWERS = 20;

  private static final Outcome REJECTED =
      new Outcome.Rejected("the language model's service rejects our requests (HTTP 400)");

  private final ServiceClient client;
  private final ChatRequest request;
  private final Function<Map<String, Question>, String> document;
  private final int postsPerPrompt;
  private final Set<Extra> leftOut = ConcurrentHashMap.newKeySet();
  private final AtomicInteger uselessAnswers = new AtomicInteger();
  private volatile boolean hasLabelled;

  /**
   * @param document writes the questions of a prompt, given by their ids
   */
  LanguageModelScorer(
      ServiceClient client,
      ChatRequest request,
      Function<Map<String, Question>, String> document,
      int postsPerPrompt) {
    this.client = client;
    this.request = request;
    this.document = document;
    this.postsPerPrompt = postsPerPrompt;
  }

  @Override
  public int maxQuestionsPerRequest() {
    return postsPerPrompt;
  }

  @Override
  public int maxTogether(Question question) {
    return NextTry.maxTogether(question, postsPerPrompt);
  }

  @Override
  public int queriesFor(int questions) {
    return 1;
  }

  @Override
  public int questionsFor(int queries) {
    return queries < 1 ? 0 : postsPerPrompt;
  }

  @Override
  public Usage mostUsage(List<Question> questions) {
    String prompt = document.apply(PostsDocument.byId(questions));
    return new Usage(
        request.codebook().mostTokens() + TokenCount.most(prompt),
        request.mostCompletionTokens(questions.size()));
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    Map<String, Question> questionById = PostsDocument.byId(questions);
    String posts = document.apply(questionById);
    Set<Extra> without = Set.copyOf(leftOut);
    byte[] body = request.body(posts, questions.size(), without);
    Optional<String> objection = PromptCheck.objectionTo(body, questions);
    if (objection.isPresent()) {
      return distrusted(questions, "a prompt %s; it was not sent".formatted(objection.get()));
    }
    HttpReply reply;
    try {
      reply = client.post("/chat/completions", "application/json", body, onSent);
    } catch (IOException e) {
      Outcome later = Outcome.TryLater.noProvider(ServiceClient.cause(e));
      return forAll(questions, question -> later);
    }
    Prompt prompt = new Prompt(questionById, request.model(), request.promptHash(posts));
    return reply.isSuccess()
        ? answered(reply, prompt, posts)
        : failed(ErrorReply.read(reply, request.model(), without), prompt);
  }

  private Map<String, Outcome> answered(HttpReply reply, Prompt prompt, String posts) {
    Optional<Completion> read = Completion.of(reply.json());
    if (read.isEmpty()) {
      Outcome later = Outcome.TryLater.noProvider("an answer that is no chat completion");
      return forAll(prompt.questions(), question -> later);
    }
    Completion completion = read.get();
    Usage usage =
        completion
            .usage()
            .orElseGet(
                () ->
                    new Usage(
                        request.codebook().tokens() + TokenCount.of(posts),
                        TokenCount.of(completion.content())));
    Prompt paid = prompt.answeredBy(completion.model(), usage);
    Optional<Reason> objection = completion.objection();
    Map<String, Outcome> outcomes =
        paid.outcomes(
            objection.isPresent() ? Map.of() : completion.labelById(request.codebook().form()),
            objection.orElse(Reason.INVALID_ANSWER));
    if (outcomes.values().stream().anyMatch(LanguageModelScorer::isLabel)) {
      hasLabelled = true;
    } else if (objection.orElse(Reason.INVALID_ANSWER) == Reason.INVALID_ANSWER && isUseless()) {
      return distrusted(
          paid.questions(),
          "not one of %d answers of the model %s was a label: choose another model"
              .formatted(USELESS_ANSWERS, request.model()));
    }
    return outcomes;
  }

  private static boolean isLabel(Outcome outcome) {
    return outcome instanceof Outcome.Answered answered && answered.answer().isSuccessful();
  }

  private boolean isUseless() {
    return !hasLabelled && uselessAnswers.incrementAndGet() >= USELESS_ANSWERS;
  }

  private static Map<String, Outcome> distrusted(List<Question> questions, String cause) {
    return forAll(questions, question -> new Outcome.Distrusted(cause));
  }

  private Map<String, Outcome> failed(ErrorReply.Meaning meaning, Prompt prompt) {
    if (meaning instanceof ErrorReply.OfTheCall call) {
      return forAll(prompt.questions(), question -> call.outcome());
    }
    if (meaning instanceof ErrorReply.OfTheTexts texts) {
      return texts.reason() == Reason.REJECTED_BY_PROVIDER && prompt.questions().size() == 1
          ? forAll(prompt.questions(), question -> REJECTED)
          : prompt.outcomes(Map.of(), texts.reason());
    }
    Extra extra = ((ErrorReply.OfAnExtra) meaning).extra();
    if (leftOut.add(extra)) {
      LOG.warn(
          "The language model's service does not accept {}; continuing without.", extra.inWords());
    }
    return forAll(prompt.questions(), question -> new Outcome.AskAgain(question.amendments()));
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
