package org.postlabel.scorer.llm;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.Halving;
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

  /** Short enough for every context that holds the instructions. */
  private static final int SHORT_TEXT_TOKENS = 200;

  private static final String MORE_TOKENS =
      "Allow more with --maxAnswerTokens: models that think before they answer need thousands";

  private static final Outcome REJECTED =
      new Outcome.Rejected("the language model's service rejects our requests (HTTP 400)");

  private final ServiceClient client;
  private final ChatRequest request;
  private final Function<Map<String, Question>, String> document;
  private final int postsPerPrompt;
  private final AnswerLimit limit;
  private final Set<Extra> leftOut = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean wasCutOff = new AtomicBoolean();
  private final AtomicInteger uselessAnswers = new AtomicInteger();
  private volatile boolean hasLabelled;

  /**
   * @param document writes the questions of a prompt, given by their ids
   */
  LanguageModelScorer(
      ServiceClient client,
      ChatRequest request,
      Function<Map<String, Question>, String> document,
      int postsPerPrompt,
      AnswerLimit limit) {
    this.client = client;
    this.request = request;
    this.document = document;
    this.postsPerPrompt = postsPerPrompt;
    this.limit = limit;
  }

  @Override
  public int maxQuestionsPerRequest() {
    return postsPerPrompt;
  }

  @Override
  public int maxTogether(Question question) {
    return Halving.maxTogether(question, postsPerPrompt);
  }

  @Override
  public boolean isOneQuery() {
    return true;
  }

  @Override
  public Usage mostUsage(List<Question> questions) {
    String prompt = document.apply(PostsDocument.byId(questions));
    return new Usage(
        request.codebook().mostTokens() + TokenCount.most(prompt),
        limit.tokens(request.mostCompletionTokens(questions.size())));
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    Map<String, Question> questionById = PostsDocument.byId(questions);
    String posts = document.apply(questionById);
    int judgement = questions.get(0).judgement();
    Sent sent =
        new Sent(
            posts,
            leftOut(judgement),
            limit.tokens(request.mostCompletionTokens(questions.size())));
    byte[] body = request.body(posts, sent.limit(), sent.leftOut(), judgement);
    Optional<String> objection = PromptCheck.objectionTo(body, questions);
    if (objection.isPresent()) {
      return distrusted(questions, "a prompt %s; it was not sent".formatted(objection.get()));
    }
    HttpReply reply;
    try {
      reply = client.post("/chat/completions", "application/json", body, onSent);
    } catch (IOException e) {
      Outcome later = Outcome.TryLater.noProvider(ServiceClient.cause(e));
      return Outcome.ofAll(questions, later);
    }
    Prompt prompt = new Prompt(questionById, request.model(), request.promptHash(posts));
    return reply.isSuccess() ? answered(reply, prompt, sent) : failed(reply, prompt, sent);
  }

  /** First judgements have no seed, so that they are those of a run that asks for no others. */
  private Set<Extra> leftOut(int judgement) {
    Set<Extra> fields = new HashSet<>(leftOut);
    if (judgement == 1) {
      fields.add(Extra.SEED);
    }
    return fields;
  }

  /**
   * What was sent, without the codebook.
   *
   * @param limit of the answer's tokens
   */
  private record Sent(String posts, Set<Extra> leftOut, int limit) {}

  private Map<String, Outcome> answered(HttpReply reply, Prompt prompt, Sent sent) {
    Optional<Completion> read = Completion.of(reply.json());
    if (read.isEmpty()) {
      Outcome later = Outcome.TryLater.noProvider("an answer that is no chat completion");
      return Outcome.ofAll(prompt.questions(), later);
    }
    Completion completion = read.get();
    HttpReply errorOrNull = completion.errorOrNull();
    if (errorOrNull != null) {
      return failed(errorOrNull, prompt, sent);
    }
    Usage usage =
        completion
            .usage()
            .orElseGet(
                () ->
                    new Usage(
                        request.codebook().tokens() + TokenCount.of(sent.posts()),
                        TokenCount.of(completion.content())));
    Prompt paid = prompt.answeredBy(completion.model(), usage);
    Optional<Reason> objection = completion.objection();
    boolean isCutOff = completion.finish() == FinishReason.CUT_OFF && objection.isPresent();
    if (isCutOff
        && limit.raise(sent.limit(), request.mostCompletionTokens(prompt.questions().size()))) {
      return paid.again();
    }
    if (isCutOff && !wasCutOff.getAndSet(true)) {
      LOG.warn("Answers are cut off by the token limit ({}). {}", sent.limit(), MORE_TOKENS);
    }
    return labelled(
        paid,
        objection.isPresent() ? Map.of() : completion.labelById(request.codebook().form()),
        objection.orElse(Reason.INVALID_ANSWER));
  }

  private Map<String, Outcome> labelled(
      Prompt paid, Map<String, Map<String, Object>> labelById, Reason otherwise) {
    Map<String, Outcome> outcomes = paid.outcomes(labelById, otherwise);
    if (outcomes.values().stream().anyMatch(LanguageModelScorer::isLabel)) {
      hasLabelled = true;
    } else if (otherwise == Reason.INVALID_ANSWER && isUseless()) {
      return distrusted(
          paid.questions(),
          "not one of %d answers of the model %s was a label: %s"
              .formatted(
                  USELESS_ANSWERS,
                  request.model(),
                  wasCutOff.get()
                      ? "answers are cut off by the token limit. " + MORE_TOKENS
                      : "choose another model"));
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
    return Outcome.ofAll(questions, new Outcome.Distrusted(cause));
  }

  private Map<String, Outcome> failed(HttpReply reply, Prompt prompt, Sent sent) {
    ErrorReply.Meaning meaning =
        ErrorReply.read(reply, request.model(), sent.leftOut(), sent.limit());
    if (meaning instanceof ErrorReply.OfTheCall call) {
      return Outcome.ofAll(prompt.questions(), call.outcome());
    }
    if (meaning instanceof ErrorReply.OfTheTexts texts) {
      return prompt.questions().size() == 1
          ? Outcome.ofEach(prompt.questions(), question -> alone(question, texts.reason(), prompt))
          : labelled(prompt, Map.of(), texts.reason());
    }
    if (meaning instanceof ErrorReply.OfTheLimit most) {
      limit.lowerTo(most.mostTokens());
    } else if (meaning instanceof ErrorReply.OfAnExtra field && leftOut.add(field.extra())) {
      LOG.warn(
          "The language model's service does not accept {}; continuing without.",
          field.extra().inWords());
    }
    return Outcome.ofEach(
        prompt.questions(), question -> new Outcome.AskAgain(question.amendments()));
  }

  /** What a refusal of a text alone says of it: before any label, a short one may not be why. */
  private Outcome alone(Question question, Reason reason, Prompt prompt) {
    if (reason == Reason.REJECTED_BY_PROVIDER) {
      return REJECTED;
    }
    boolean isShort = TokenCount.most(question.text()) <= SHORT_TEXT_TOKENS;
    return reason == Reason.TEXT_TOO_LONG && isShort && !hasLabelled
        ? new Outcome.Rejected(
            "the context of the model %s is too small for the instructions, a short post and its answer"
                .formatted(request.model()))
        : labelled(prompt, Map.of(), reason).get(question.textHash());
  }

  @Override
  public OptionalDouble tokensPerMinute() {
    return client.tokensPerMinute();
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
