package org.postlabel.scorer.llm;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postlabel.post.Post;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.WatchedShare;
import org.postlabel.scorer.http.RequestRecorder;
import org.postlabel.scorer.llm.chat.ApiKey;
import org.postlabel.scorer.llm.chat.ChatClient;

/**
 * A language model as a provider.
 *
 * @param endpoint URL with /v1 at its end
 * @param keyFileOrNull where the key is, on each worker
 * @param minGoldenAccuracy the part of golden posts that it must get right
 * @param maxShareDrop by which part the share of sociopolitical posts may drop
 */
public record LanguageModel(
    URI endpoint,
    String model,
    String keyFileOrNull,
    int postsPerPrompt,
    double minGoldenAccuracy,
    double maxShareDrop)
    implements ScorerProvider, Serializable {
  /** The environment variable that holds the key when no file does. */
  public static final String KEY_VARIABLE = ApiKey.VARIABLE;

  private static final int ID_LENGTH = 12;
  private static final int MOST_POSTS = 15;
  private static final String VERSION = "/v1";

  /** Two reasons of fifteen words, names, marks. */
  private static final int TOKENS_OF_A_LABEL = 80;

  /** An id and the marks around a post. */
  private static final int TOKENS_AROUND_A_TEXT = 16;

  public LanguageModel {
    boolean isUrl =
        endpoint.getHost() != null
            && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
            && endpoint.getUserInfo() == null
            && endpoint.getQuery() == null
            && endpoint.getFragment() == null
            && endpoint.getPath().endsWith(VERSION);
    if (!isUrl) {
      throw new IllegalArgumentException(
          "--llmEndpoint must be a URL that ends in /v1, such as https://api.openai.com/v1, without"
              + " user, key or query, was "
              + endpoint.getScheme()
              + "://"
              + endpoint.getHost());
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("--llmModel must name a model, was blank");
    }
    if (postsPerPrompt < 1 || postsPerPrompt > MOST_POSTS) {
      throw new IllegalArgumentException(
          "--postsPerPrompt must be 1..%d, was %d".formatted(MOST_POSTS, postsPerPrompt));
    }
    requirePart("--minGoldenAccuracy", minGoldenAccuracy);
    requirePart("--maxShareDrop", maxShareDrop);
  }

  /** Reads and checks {@code options}. */
  public static LanguageModel from(LlmOptions options) {
    return new LanguageModel(
        endpoint(given("--llmEndpoint", options.getLlmEndpoint())),
        given("--llmModel", options.getLlmModel()),
        options.getLlmKeyFile(),
        options.getPostsPerPrompt(),
        options.getMinGoldenAccuracy(),
        options.getMaxShareDrop());
  }

  private static String given(String option, String valueOrNull) {
    if (valueOrNull == null) {
      throw new IllegalArgumentException("--scorer=sociopolitical needs " + option);
    }
    return valueOrNull;
  }

  private static URI endpoint(String url) {
    try {
      return URI.create(url.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--llmEndpoint must be a URL, was not one", e);
    }
  }

  private static void requirePart(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(option + " must be 0..1, was " + value);
    }
  }

  /**
   * The host and path, the model, and all that it is told. Not the port, nor how many posts share a
   * prompt: each is judged on its own.
   */
  @Override
  public String scorerId() {
    String whatChangesAnAnswer =
        String.join(
            "\n",
            endpoint.getHost(),
            endpoint.getPath(),
            model,
            Post.textHash(Instructions.TEXT),
            LabelSchema.ANSWER.toString());
    return "sociopolitical-" + Post.textHash(whatChangesAnAnswer).substring(0, ID_LENGTH);
  }

  /** Services count by key and model. */
  @Override
  public String quotaName() {
    return "llm %s %s %s".formatted(endpoint.getHost(), model, key().fingerprint());
  }

  @Override
  public Optional<Canaries> canaries() {
    return Optional.of(GoldenSet.read(minGoldenAccuracy, model));
  }

  @Override
  public Optional<WatchedShare> watchedShare() {
    return Optional.of(
        new WatchedShare(
            SociopoliticalLabels.IS_SOCIOPOLITICAL,
            SociopoliticalLabels.TABLE.name(),
            SociopoliticalLabels.IS_SOCIOPOLITICAL,
            maxShareDrop));
  }

  @Override
  public long queriesFor(long texts) {
    return (texts + postsPerPrompt - 1) / postsPerPrompt;
  }

  @Override
  public Usage expectedUsage(String text) {
    return new Usage(
        TokenCount.of(text) + TOKENS_AROUND_A_TEXT + Instructions.tokens() / postsPerPrompt,
        TOKENS_OF_A_LABEL);
  }

  /** Reads no key; where one would be sent, it is hidden. */
  @Override
  public Optional<RequestPreview> preview(Question question) {
    RequestRecorder recorder = new RequestRecorder();
    ApiKey key = ApiKey.hidden(keyFileOrNull);
    try (ChatClient client = new ChatClient(endpoint, key, recorder.sender())) {
      scorer(client).score(List.of(question));
    }
    return Optional.of(recorder.recorded());
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return scorer(new ChatClient(endpoint, key(), ChatClient.network(maxRequests, timeout)));
  }

  private LanguageModelScorer scorer(ChatClient client) {
    return new LanguageModelScorer(
        client, new ChatRequest(model, Instructions.TEXT), PostsDocument::of, postsPerPrompt);
  }

  private ApiKey key() {
    return ApiKey.read(keyFileOrNull);
  }
}
