package org.postlabel.scorer.classifier;

import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.post.Post;
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
 * A classifier as a provider.
 *
 * @param truncates whether a text that is too long is cut off
 * @param keyFileOrNull where the key is, on each worker
 */
record Classifier(
    Endpoint endpoint,
    Dialect dialect,
    ServedModel model,
    Activation activation,
    boolean truncates,
    String keyFileOrNull)
    implements ScorerProvider, Serializable {
  /** The environment variable that holds the key when no file does. */
  static final String KEY_VARIABLE = "CLASSIFIER_API_KEY";

  private static final String OPTION = "--classifierEndpoint";
  private static final Duration LONGEST_DESCRIPTION = Duration.ofSeconds(10);
  private static final int ID_LENGTH = 12;
  private static final int MOST_TEXTS = 1_000;

  /**
   * Reads and checks {@code options}; a server that describes itself is asked, without a text.
   *
   * @throws IllegalArgumentException with one line when something is missing or wrong
   */
  static Classifier from(ClassifierOptions options) {
    if (options.getClassifierEndpoint() == null) {
      throw new IllegalArgumentException("--scorer=classifier needs " + OPTION);
    }
    int texts = options.getTextsPerClassification();
    if (texts < 1 || texts > MOST_TEXTS) {
      throw new IllegalArgumentException(
          "--textsPerClassification must be 1..%d, was %d".formatted(MOST_TEXTS, texts));
    }
    Activation activation = Activation.of(options.getClassifierActivation());
    Dialect dialect = Dialect.of(options.getClassifierDialect());
    Endpoint endpoint = Endpoint.parse(OPTION, options.getClassifierEndpoint(), options);
    endpoint.check("", "URL such as http://localhost:8080");
    String keyFile = options.getClassifierKeyFile();
    return new Classifier(
        endpoint,
        dialect,
        model(dialect, endpoint, keyFile, options),
        activation,
        options.getClassifierTruncate(),
        keyFile);
  }

  private static ServedModel model(
      Dialect dialect, Endpoint endpoint, String keyFileOrNull, ClassifierOptions options) {
    int texts = options.getTextsPerClassification();
    return switch (dialect) {
      case TEI -> {
        try (ServiceClient client =
            ServiceClient.of(
                endpoint.url(),
                header(key(keyFileOrNull).readFor(endpoint)),
                1,
                LONGEST_DESCRIPTION)) {
          yield ServedModel.described(client, options, texts);
        }
      }
      case VLLM -> ServedModel.given(options, null, texts);
      case HUGGINGFACE ->
          ServedModel.given(
              options, endpoint.url().getPath().isEmpty() ? null : endpoint.url().getPath(), 1);
    };
  }

  /** The server, and all of the model and of what is done with its outputs. */
  @Override
  public String scorerId() {
    String whatChangesAnAnswer =
        String.join(
            "\n",
            endpoint.service(),
            endpoint.path(""),
            dialect.name(),
            model.name(),
            model.revision(),
            String.join(",", model.labels()),
            activation.name(),
            Boolean.toString(truncates));
    return "classifier-" + Post.textHash(whatChangesAnAnswer).substring(0, ID_LENGTH);
  }

  /** Servers count by key, if at all. */
  @Override
  public String quotaName() {
    return "classifier %s %s"
        .formatted(
            endpoint.service() + endpoint.path(""),
            key(keyFileOrNull).readFor(endpoint).fingerprint());
  }

  @Override
  public int textsPerQuery() {
    return model.maxTexts();
  }

  /** Reads no key; where one would be sent, it is hidden. */
  @Override
  public Optional<RequestPreview> preview(Question question) {
    return Optional.of(
        RequestRecorder.record(
            endpoint.url(),
            header(key(keyFileOrNull).hidden()),
            client -> scorer(client, Optional.empty()).score(List.of(question))));
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return start(maxRequests, timeout, ModelCheck.EVERY, InstantSource.system());
  }

  Scorer start(int maxRequests, Duration timeout, Duration checkEvery, InstantSource clock) {
    ServiceClient client =
        ServiceClient.of(
            endpoint.url(), header(key(keyFileOrNull).readFor(endpoint)), maxRequests, timeout);
    return scorer(
        client,
        dialect == Dialect.TEI
            ? Optional.of(new ModelCheck(client, this, checkEvery, clock))
            : Optional.empty());
  }

  private Scorer scorer(ServiceClient client, Optional<ModelCheck> check) {
    ErrorReply errors =
        new ErrorReply(
            new CallErrors(
                "the classifier's server",
                key(keyFileOrNull),
                OPTION,
                "classifier of this dialect"),
            model.name());
    return new TextsScorer(client, new ClassifierService(this, errors, check), model.maxTexts());
  }

  /** Most servers need no key, but a file that is named must hold one. */
  private static ApiKey.Source key(String keyFileOrNull) {
    return new ApiKey.Source(
        KEY_VARIABLE, "--classifierKeyFile", keyFileOrNull, keyFileOrNull != null);
  }

  private static Map<String, String> header(ApiKey key) {
    return key.header("Authorization", "Bearer ");
  }
}
