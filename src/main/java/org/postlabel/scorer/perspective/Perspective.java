package org.postlabel.scorer.perspective;

import static java.util.Arrays.stream;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.postlabel.options.EnumOption;
import org.postlabel.post.Post;
import org.postlabel.post.WiderScorer;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.scorer.http.ApiKey;
import org.postlabel.scorer.http.Endpoint;
import org.postlabel.scorer.http.KeyPlace;
import org.postlabel.scorer.http.RequestRecorder;
import org.postlabel.scorer.http.ServiceClient;

/**
 * The Perspective API as a provider.
 *
 * @param endpoint its root
 * @param languages BCP-47 codes; empty lets the provider guess
 * @param apiKeyFileOrNull where the key is, on each worker
 * @param keyPlace where requests hold the key
 * @param attributes what is asked for, sorted
 */
public record Perspective(
    Endpoint endpoint,
    RequestMode requestMode,
    List<String> languages,
    boolean doNotStore,
    String apiKeyFileOrNull,
    KeyPlace keyPlace,
    List<String> attributes)
    implements ScorerProvider, Serializable {
  /** The environment variable that holds the key when no file does. */
  static final String API_KEY_VARIABLE = "PERSPECTIVE_API_KEY";

  /**
   * "The API will no longer be in service after 2026":
   * https://groups.google.com/g/perspective-announce/c/phwsiSDpSPY/m/SyPJAElbBQAJ.
   */
  static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);

  /** The word for the header that Google takes. */
  static final String HEADER = "header";

  private static final String GOOGLES_HEADER = "X-Goog-Api-Key";
  private static final String API_VERSION = "v1alpha1";
  private static final int ID_LENGTH = 12;

  /** As many queries as a request of ours may ever hold. */
  static final int MAX_QUESTIONS_PER_REQUEST = 100;

  public Perspective {
    attributes = List.copyOf(attributes);
    languages = List.copyOf(languages);
    endpoint.check("", "root URL such as https://commentanalyzer.googleapis.com");
    for (String language : languages) {
      if (!language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
        throw new IllegalArgumentException(
            "--languages must be BCP-47 codes such as en or pt-BR, or auto, was " + language);
      }
    }
  }

  public static Perspective from(PerspectiveOptions options) {
    return new Perspective(
        Endpoint.parse("--endpoint", root(options.getEndpoint()), options),
        EnumOption.of("--requestMode", options.getRequestMode(), List.of(RequestMode.values())),
        languages(options.getLanguages()),
        options.getDoNotStore(),
        options.getApiKeyFile(),
        KeyPlace.parse("--keyIn", options.getKeyIn(), GOOGLES_HEADER),
        List.copyOf(PerspectiveLabels.chosen(options.getAttributes())));
  }

  /** With Google's path of a call, an address means the same as without. */
  private static String root(String endpoint) {
    String url = endpoint.replaceAll("/+$", "");
    return url.endsWith(PerspectiveScorer.ANALYZE)
        ? url.substring(0, url.length() - PerspectiveScorer.ANALYZE.length())
        : url;
  }

  /** The path of a call when the address ends in it; empty when it is Google's. */
  private Optional<String> ownPath() {
    String path = endpoint.url().getPath();
    return path.matches(".*[/:]analyze")
        ? Optional.of(path.substring(path.lastIndexOf('/')))
        : Optional.empty();
  }

  private URI root() {
    String url = endpoint.url().toString();
    return ownPath()
        .map(path -> URI.create(url.substring(0, url.length() - path.length())))
        .orElse(endpoint.url());
  }

  private static List<String> languages(String option) {
    return option.strip().equals("auto")
        ? List.of()
        : stream(option.split(",")).map(String::strip).toList();
  }

  @Override
  public String scorerId() {
    return scorerId(attributes);
  }

  @Override
  public Optional<WiderScorer> wider() {
    return attributes.size() == PerspectiveLabels.ATTRIBUTES.size()
        ? Optional.empty()
        : Optional.of(new WiderScorer(scorerId(PerspectiveLabels.ATTRIBUTES), attributes));
  }

  private String scorerId(Collection<String> attributes) {
    String whatChangesAnAnswer =
        String.join(
            "\n",
            endpoint.service() + endpoint.path(""),
            API_VERSION,
            String.join(",", attributes),
            String.join(",", languages));
    return "perspective-" + Post.textHash(whatChangesAnAnswer).substring(0, ID_LENGTH);
  }

  @Override
  public String quotaName() {
    return "perspective %s %s"
        .formatted(endpoint.service() + endpoint.path(""), readKey().fingerprint());
  }

  /** Google's; other services of this interface have named none. */
  Optional<LocalDate> lastDay() {
    return endpoint.isGoogles() ? Optional.of(LAST_DAY) : Optional.empty();
  }

  @Override
  public Optional<Canaries> canaries() {
    return Optional.of(PerspectiveCanaries.read());
  }

  /** Reads no key; where one would be sent, it is hidden. */
  @Override
  public Optional<RequestPreview> preview(Question question) {
    return Optional.of(
        RequestRecorder.record(
            keyPlace.url(root(), key().hidden()),
            keyPlace.headers(key().hidden()),
            client -> scorer(client).score(List.of(question))));
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    ApiKey key = readKey();
    return scorer(
        ServiceClient.of(keyPlace.url(root(), key), keyPlace.headers(key), maxRequests, timeout));
  }

  private PerspectiveScorer scorer(ServiceClient client) {
    return new PerspectiveScorer(
        client,
        new AnalyzeRequest(attributes, languages, doNotStore),
        ownPath().orElse(PerspectiveScorer.ANALYZE),
        requestMode == RequestMode.BATCH && ownPath().isEmpty());
  }

  private ApiKey.Source key() {
    return new ApiKey.Source(
        API_KEY_VARIABLE, "--apiKeyFile", apiKeyFileOrNull, endpoint.isGoogles());
  }

  private ApiKey readKey() {
    return key().readFor(endpoint);
  }
}
