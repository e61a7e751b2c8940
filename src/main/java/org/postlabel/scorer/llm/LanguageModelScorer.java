package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
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

/** Asks a language model about several posts in one prompt; each prompt is one query. */
final class LanguageModelScorer implements Scorer {
  private static final Logger LOG = LoggerFactory.getLogger(LanguageModelScorer.class);

  /** Answers without a single label, before there was any, that show that there will be none. */
  static final int USELESS_ANSWERS = 20;

  private final ServiceClient client;
  private final ChatRequest request;
  private final Function<Map<String, Question>, String> document;
  private final int postsPerPrompt;
  private final Set<Extra> leftOut = ConcurrentHashMap.newKeySet();
  private final AtomicInteger uselessAnswers = new AtomicInteger();
  private volatile boolean hasLabelled;

  /**
   * @param document writes the questions of a prompt, which it gets by their ids
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
        Instructions.mostTokens() + TokenCount.most(prompt),
        ChatRequest.mostCompletionTokens(questions.size()));
  }

  @Override
  public Map<String, Outcome> score(List<Question> questions, Runnable onSent) {
    Map<String, Question> questionById = PostsDocument.byId(questions);
    String posts = document.apply(questionById);
    Set<Extra> without = Set.copyOf(leftOut);
    byte[] body = request.body(posts, questions.size(), without);
    Optional<String> objection = PromptCheck.objectionTo(body, questions);
    if (objection.isPresent()) {
      return forAll(
          questions,
          new Outcome.Distrusted("a prompt %s; it was not sent".formatted(objection.get())));
    }
    HttpReply reply;
    try {
      reply = client.post("/chat/completions", "application/json", body, onSent);
    } catch (IOException e) {
      return forAll(questions, Outcome.TryLater.noProvider(ServiceClient.cause(e)));
    }
    Prompt prompt = new Prompt(questionById, request.model(), request.promptHash(posts));
    return reply.isSuccess()
        ? answered(reply, prompt, posts)
        : failed(ErrorReply.read(reply, request.model(), without), prompt);
  }

  private Map<String, Outcome> answered(HttpReply reply, Prompt prompt, String posts) {
    Optional<Completion> read = Completion.of(reply.json());
    if (read.isEmpty()) {
      return forAll(
          prompt.questions(),
          Outcome.TryLater.noProvider("an answer that is not of chat completions"));
    }
    Completion completion = read.get();
    Usage usage =
        completion
            .usage()
            .orElseGet(
                () ->
                    new Usage(
                        Instructions.tokens() + TokenCount.of(posts),
                        TokenCount.of(completion.content())));
    Prompt paid = prompt.answeredBy(completion.model(), usage);
    Optional<Reason> objection = completion.objection();
    if (objection.isPresent()) {
      return objection.get() == Reason.INVALID_ANSWER && isUseless()
          ? forAll(paid.questions(), distrusted())
          : paid.noneLabelled(objection.get());
    }
    Map<String, JsonNode> labels = completion.labelById();
    Map<String, Outcome> outcomes = paid.labelled(labels);
    if (outcomes.values().stream().anyMatch(LanguageModelScorer::isLabel)) {
      hasLabelled = true;
    } else if (isUseless()) {
      return forAll(paid.questions(), distrusted());
    }
    return outcomes;
  }

  private static boolean isLabel(Outcome outcome) {
    return outcome instanceof Outcome.Answered answered && answered.answer().isSuccessful();
  }

  private boolean isUseless() {
    return !hasLabelled && uselessAnswers.incrementAndGet() >= USELESS_ANSWERS;
  }

  private Outcome distrusted() {
    return new Outcome.Distrusted(
        "not one of %d answers of the model %s was a label: it does not do what it is told"
            .formatted(USELESS_ANSWERS, request.model()));
  }

  private Map<String, Outcome> failed(ErrorReply.Meaning meaning, Prompt prompt) {
    if (meaning instanceof ErrorReply.OfTheCall call) {
      return forAll(prompt.questions(), call.outcome());
    }
    if (meaning instanceof ErrorReply.OfTheTexts texts) {
      return texts.reason() == Reason.REJECTED_BY_PROVIDER && prompt.questions().size() == 1
          ? forAll(
              prompt.questions(),
              new Outcome.Rejected("the language model's service refuses our requests (HTTP 400)"))
          : prompt.noneLabelled(texts.reason());
    }
    Extra extra = ((ErrorReply.OfAnExtra) meaning).extra();
    if (leftOut.add(extra)) {
      LOG.warn(
          "The language model's service takes no {}: going on without.",
          switch (extra) {
            case RESPONSE_FORMAT -> "JSON Schema";
            case TEMPERATURE -> "temperature";
          });
    }
    Map<String, Outcome> again = new HashMap<>();
    prompt
        .questions()
        .forEach(
            question ->
                again.put(question.textHash(), new Outcome.AskAgain(question.amendments())));
    return again;
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
