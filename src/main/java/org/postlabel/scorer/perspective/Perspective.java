package org.postlabel.scorer.perspective;

import static java.util.Arrays.stream;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.postlabel.post.Post;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.http.RequestRecorder;

/**
 * The Perspective API as a provider.
 *
 * @param endpoint root URL, without a slash at the end
 * @param languages BCP-47 codes; empty lets the provider guess
 * @param apiKeyFileOrNull where the key is, on each worker
 */
public record Perspective(
    URI endpoint,
    RequestMode requestMode,
    List<String> languages,
    boolean doNotStore,
    String apiKeyFileOrNull)
    implements ScorerProvider, Serializable {
  /** The environment variable that holds the key when no file does. */
  public static final String API_KEY_VARIABLE = ApiKey.VARIABLE;

  /**
   * "The API will no longer be in service after 2026":
   * https://groups.google.com/g/perspective-announce/c/phwsiSDpSPY/m/SyPJAElbBQAJ.
   */
  static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);

  private static final String API_VERSION = "v1alpha1";
  private static final String GOOGLE = "googleapis.com";
  private static final int ID_LENGTH = 12;

  /** As many queries as a request of ours may ever hold. */
  static final int MAX_QUESTIONS_PER_REQUEST = 100;

  public Perspective {
    languages = List.copyOf(languages);
    if (endpoint.getHost() == null
        || !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
        || endpoint.getUserInfo() != null
        || endpoint.getQuery() != null) {
      throw new IllegalArgumentException(
          "--endpoint must be a root URL such as https://commentanalyzer.googleapis.com, without"
              + " user, key or query, was "
              + endpoint.getScheme()
              + "://"
              + endpoint.getHost());
    }
    for (String language : languages) {
      if (!language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
        throw new IllegalArgumentException(
            "--languages must be BCP-47 codes such as en or pt-BR, or auto, was " + language);
      }
    }
  }

  public static Perspective from(PerspectiveOptions options) {
    return new Perspective(
        endpoint(options.getEndpoint()),
        RequestMode.of(options.getRequestMode()),
        languages(options.getLanguages()),
        options.getDoNotStore(),
        options.getApiKeyFile());
  }

  private static URI endpoint(String url) {
    try {
      return URI.create(url.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--endpoint must be a URL, was not one", e);
    }
  }

  private static List<String> languages(String option) {
    return option.strip().equals("auto")
        ? List.of()
        : stream(option.split(",")).map(String::strip).toList();
  }

  @Override
  public String scorerId() {
    String whatChangesAnAnswer =
        String.join(
            "\n",
            endpoint.getHost(),
            API_VERSION,
            String.join(",", PerspectiveLabels.ATTRIBUTES),
            String.join(",", languages));
    return "perspective-" + Post.textHash(whatChangesAnAnswer).substring(0, ID_LENGTH);
  }

  @Override
  public String quotaName() {
    return "perspective " + endpoint.getHost() + " " + key().fingerprint();
  }

  @Override
  public Optional<LocalDate> lastDay() {
    return isGoogles() ? Optional.of(LAST_DAY) : Optional.empty();
  }

  @Override
  public Optional<Canaries> canaries() {
    return Optional.of(PerspectiveCanaries.read());
  }

  /** Reads no key; where one would be sent, it is hidden. */
  @Override
  public Optional<RequestPreview> preview(Question question) {
    RequestRecorder recorder = new RequestRecorder();
    ApiKey key = ApiKey.hidden(apiKeyFileOrNull, isGoogles());
    try (PerspectiveClient client = new PerspectiveClient(endpoint, key, recorder.sender())) {
      scorer(client).score(List.of(question));
    }
    return Optional.of(recorder.recorded());
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return scorer(
        new PerspectiveClient(endpoint, key(), PerspectiveClient.network(maxRequests, timeout)));
  }

  private PerspectiveScorer scorer(PerspectiveClient client) {
    return new PerspectiveScorer(
        client, new AnalyzeRequest(languages, doNotStore), requestMode == RequestMode.BATCH);
  }

  private ApiKey key() {
    return ApiKey.read(apiKeyFileOrNull, isGoogles());
  }

  private boolean isGoogles() {
    return endpoint.getHost().endsWith(GOOGLE);
  }
}
