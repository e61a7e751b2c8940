package org.postlabel.scorer.moderation;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.post.Post;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.http.ApiKey;
import org.postlabel.scorer.http.CallErrors;
import org.postlabel.scorer.http.Endpoint;
import org.postlabel.scorer.http.RequestRecorder;
import org.postlabel.scorer.http.ServiceClient;
import org.postlabel.scorer.http.TextsScorer;

/**
 * A moderation service as a provider.
 *
 * @param endpoint URL with /v1 at its end
 * @param needsKey whether the service answers no request without a key
 * @param keyFileOrNull where the key is, on each worker
 */
public record Moderation(
    Endpoint endpoint, String model, boolean needsKey, String keyFileOrNull, int textsPerRequest)
    implements ScorerProvider, Serializable {
  /** The environment variable that holds the key when no file does. */
  static final String KEY_VARIABLE = "MODERATION_API_KEY";

  private static final String OPTION = "--moderationService";
  private static final String PATH_END = "/v1";
  private static final int ID_LENGTH = 12;
  private static final int MOST_TEXTS = 100;

  /** A service whose address need not be given, and a model of it that does not change. */
  private record Known(String word, String url, String model) {
    private static final List<Known> ALL =
        List.of(
            new Known("openai", "https://api.openai.com/v1", "omni-moderation-2024-09-26"),
            new Known("mistral", "https://api.mistral.ai/v1", "mistral-moderation-2603"));

    static Optional<Known> of(String service) {
      return ALL.stream().filter(known -> known.word.equals(service)).findFirst();
    }
  }

  public Moderation {
    endpoint.check(PATH_END, "URL that ends in /v1, such as http://localhost:4000/v1");
    if (model.isBlank()) {
      throw new IllegalArgumentException("--moderationModel must name a model, was blank");
    }
    if (textsPerRequest < 1 || textsPerRequest > MOST_TEXTS) {
      throw new IllegalArgumentException(
          "--textsPerModeration must be 1..%d, was %d".formatted(MOST_TEXTS, textsPerRequest));
    }
  }

  /** Reads and checks {@code options}. */
  public static Moderation from(ModerationOptions options) {
    String service = options.getModerationService();
    Optional<Known> known = Known.of(service);
    if (known.isEmpty() && service.matches("\\w*")) {
      throw new IllegalArgumentException(
          OPTION + " must be openai, mistral or a URL, was " + service);
    }
    return new Moderation(
        Endpoint.parse(OPTION, known.map(Known::url).orElse(service), options),
        model(options)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        OPTION + " with a URL needs --moderationModel, the name of its model")),
        known.isPresent(),
        options.getModerationKeyFile(),
        options.getTextsPerModeration());
  }

  /** The model that {@code options} name, or else the known service's. */
  static Optional<String> model(ModerationOptions options) {
    return Optional.ofNullable(options.getModerationModel())
        .or(() -> Known.of(options.getModerationService()).map(Known::model));
  }

  /** The service and the model. Not how many texts share a request: each is judged on its own. */
  @Override
  public String scorerId() {
    String whatChangesAnAnswer =
        String.join("\n", endpoint.service(), endpoint.path(PATH_END), model);
    return "moderation-" + Post.textHash(whatChangesAnAnswer).substring(0, ID_LENGTH);
  }

  /** Services count by key and model. */
  @Override
  public String quotaName() {
    return "moderation %s %s %s".formatted(endpoint.service(), model, readKey().fingerprint());
  }

  @Override
  public int textsPerQuery() {
    return textsPerRequest;
  }

  @Override
  public Usage expectedUsage(String text) {
    return ModerationService.estimate(text);
  }

  /** Reads no key; where one would be sent, it is hidden. */
  @Override
  public Optional<RequestPreview> preview(Question question) {
    return Optional.of(
        RequestRecorder.record(
            endpoint.url(),
            header(key().hidden()),
            client -> scorer(client).score(List.of(question))));
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return scorer(ServiceClient.of(endpoint.url(), header(readKey()), maxRequests, timeout));
  }

  private Scorer scorer(ServiceClient client) {
    ErrorReply errors =
        new ErrorReply(
            new CallErrors("the moderation service", key(), OPTION, "moderation API"), model);
    return new TextsScorer(client, new ModerationService(model, errors), textsPerRequest);
  }

  /** A file that is named must hold a key. */
  private ApiKey.Source key() {
    return new ApiKey.Source(
        KEY_VARIABLE, "--moderationKeyFile", keyFileOrNull, needsKey || keyFileOrNull != null);
  }

  private ApiKey readKey() {
    return key().readFor(endpoint);
  }

  private static Map<String, String> header(ApiKey key) {
    return key.header("Authorization", "Bearer ");
  }
}
