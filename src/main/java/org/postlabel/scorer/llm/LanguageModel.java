package org.postlabel.scorer.llm;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.WatchedShare;
import org.postlabel.scorer.http.ApiKey;
import org.postlabel.scorer.http.Endpoint;
import org.postlabel.scorer.http.KeyPlace;
import org.postlabel.scorer.http.RequestRecorder;
import org.postlabel.scorer.http.ServiceClient;
import org.postlabel.scorer.llm.codebook.Codebook;

/**
 * A language model as a provider.
 *
 * @param codebook what it is asked
 * @param endpoint what precedes /chat/completions
 * @param keyPlace where requests hold the key
 * @param keyFileOrNull where the key is, on each worker
 * @param maxAnswerTokensOrNull the limit of an answer's tokens
 * @param minGoldenAccuracy the part of golden posts that it must get right
 * @param maxShareDrop by which part the share that the codebook watches may drop
 * @param labelsTable where earlier labels are
 * @param sampling how it draws its answers
 */
public record LanguageModel(
    Codebook codebook,
    Endpoint endpoint,
    String model,
    KeyPlace keyPlace,
    String keyFileOrNull,
    int postsPerPrompt,
    Integer maxAnswerTokensOrNull,
    double minGoldenAccuracy,
    double maxShareDrop,
    String labelsTable,
    Sampling sampling)
    implements ScorerProvider, Serializable {
  /** The environment variable that holds the key when no file does. */
  static final String KEY_VARIABLE = "LLM_API_KEY";

  /** The path of most services. */
  private static final String USUAL_PATH = "/v1";

  private static final Pattern CALLED = Pattern.compile("/chat/completions/*(?=\\?|$)");

  private static final int ID_LENGTH = 12;
  private static final int MOST_POSTS = 15;

  public LanguageModel {
    endpoint.checkWithQuery(
        "URL to which /chat/completions is added, such as https://api.openai.com/v1");
    if (model.isBlank()) {
      throw new IllegalArgumentException("--llmModel must name a model, was blank");
    }
    if (postsPerPrompt < 1 || postsPerPrompt > MOST_POSTS) {
      throw new IllegalArgumentException(
          "--postsPerPrompt must be 1..%d, was %d".formatted(MOST_POSTS, postsPerPrompt));
    }
    if (maxAnswerTokensOrNull != null && maxAnswerTokensOrNull < 1) {
      throw new IllegalArgumentException(
          "--maxAnswerTokens must be 1 or more, was " + maxAnswerTokensOrNull);
    }
    requirePart("--minGoldenAccuracy", minGoldenAccuracy);
    requirePart("--maxShareDrop", maxShareDrop);
  }

  /** Reads and checks the options of {@code kind}. */
  static LanguageModel from(LlmKind kind, Codebook codebook, LlmOptions options) {
    return new LanguageModel(
        codebook,
        Endpoint.parse(
            "--llmEndpoint",
            CALLED.matcher(given(kind, "--llmEndpoint", options.getLlmEndpoint())).replaceFirst(""),
            options),
        given(kind, "--llmModel", options.getLlmModel()),
        KeyPlace.parse("--llmKeyIn", options.getLlmKeyIn(), "api-key"),
        options.getLlmKeyFile(),
        options.getPostsPerPrompt(),
        options.getMaxAnswerTokens(),
        options.getMinGoldenAccuracy(),
        options.getMaxShareDrop(),
        ScorerKinds.named(codebook.labels(), options.as(ScorerOptions.class).getLabelsTable())
            .name(),
        Sampling.from(options));
  }

  private static String given(LlmKind kind, String option, String valueOrNull) {
    if (valueOrNull == null) {
      throw new IllegalArgumentException("--scorer=%s needs %s".formatted(kind.word(), option));
    }
    return valueOrNull;
  }

  private static void requirePart(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(option + " must be 0..1, was " + value);
    }
  }

  /**
   * The service, the model, and all that it is told. Not how many posts share a prompt, and not how
   * often each is judged: each judgement is one on its own.
   */
  @Override
  public String scorerId() {
    String whatChangesAnAnswer =
        String.join(
            "\n",
            endpoint.service(),
            endpoint.path(USUAL_PATH),
            model,
            Post.textHash(prepared().instructions()),
            prepared().schema().toString() + temperature());
    return codebook.name() + "-" + Post.textHash(whatChangesAnAnswer).substring(0, ID_LENGTH);
  }

  /** Nothing at the temperature that is the default. */
  private String temperature() {
    return sampling.temperature() == 0 ? "" : "\ntemperature " + sampling.temperature();
  }

  @Override
  public int judgements() {
    return sampling.judgements();
  }

  @Override
  public Answer combined(List<Answer> judgements) {
    return Consensus.of(codebook, judgements);
  }

  /** Services count by key and model. */
  @Override
  public String quotaName() {
    return "llm %s %s %s".formatted(endpoint.service(), model, readKey().fingerprint());
  }

  @Override
  public Optional<Canaries> canaries() {
    return codebook.golden().isEmpty()
        ? Optional.empty()
        : Optional.of(new GoldenSet(codebook, minGoldenAccuracy, model));
  }

  @Override
  public Optional<WatchedShare> watchedShare() {
    return codebook
        .watch()
        .map(
            watch ->
                new WatchedShare(
                    watch.attribute(),
                    watch.values().get(0),
                    labelsTable,
                    codebook.attribute(watch.attribute()).orElseThrow().column(),
                    maxShareDrop));
  }

  @Override
  public int textsPerQuery() {
    return postsPerPrompt;
  }

  @Override
  public Usage expectedUsage(String text) {
    return prepared().expectedUsage(TokenCount.of(PostsDocument.quoted(text)));
  }

  @Override
  public Usage expectedUsageOfQuery() {
    return prepared().expectedUsageOfQuery();
  }

  /** Reads no key; where one would be sent, it is hidden. */
  @Override
  public Optional<RequestPreview> preview(Question question) {
    ApiKey hidden = key().hidden();
    return Optional.of(
        RequestRecorder.record(
            keyPlace.url(endpoint.url(), hidden),
            keyPlace.headers(hidden),
            client -> scorer(client, PostsDocument::of).score(List.of(question))));
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return start(maxRequests, timeout, PostsDocument::of);
  }

  /** Starts a scorer whose prompts {@code document} writes. */
  Scorer start(
      int maxRequests, Duration timeout, Function<Map<String, Question>, String> document) {
    ApiKey key = readKey();
    return scorer(
        ServiceClient.of(
            keyPlace.url(endpoint.url(), key), keyPlace.headers(key), maxRequests, timeout),
        document);
  }

  private LanguageModelScorer scorer(
      ServiceClient client, Function<Map<String, Question>, String> document) {
    return new LanguageModelScorer(
        client,
        new ChatRequest(model, prepared(), sampling.temperature()),
        document,
        postsPerPrompt,
        new AnswerLimit(maxAnswerTokensOrNull));
  }

  private PreparedCodebook prepared() {
    return PreparedCodebook.of(codebook);
  }

  /** Self-hosted servers need no key, but a file that is named must hold one. */
  private ApiKey.Source key() {
    return new ApiKey.Source(KEY_VARIABLE, "--llmKeyFile", keyFileOrNull, keyFileOrNull != null);
  }

  private ApiKey readKey() {
    return key().readFor(endpoint);
  }
}
