package org.postlabel.scorer.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Arrays.stream;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.file.Codebooks;

/** A service of chat completions that answers each request as a test tells it. */
final class ScriptedModel implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String NAME = "scripted-2026-01";
  static final Codebook CODEBOOK = Codebooks.find("sociopolitical");
  static final ChatRequest REQUEST = new ChatRequest("m", PreparedCodebook.of(CODEBOOK), 0);

  /** One request: its body, and its headers by name in small letters. */
  record Asked(String path, JsonNode body, String raw, Map<String, String> headers) {
    List<JsonNode> posts() {
      List<JsonNode> posts = new ArrayList<>();
      try {
        String last =
            body.path("messages").path(body.path("messages").size() - 1).path("content").asText();
        // Instructions may precede the posts.
        String document = last.substring(Math.max(0, last.lastIndexOf("\n\n{")));
        JSON.readTree(document).path("posts").forEach(posts::add);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return posts;
    }
  }

  /** What is sent back. */
  record Reply(int status, String body) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ScriptedModel(Function<Asked, Reply> script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, script));
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Asked, Reply> script) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String raw = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Asked next = new Asked(exchange.getRequestURI().toString(), JSON.readTree(raw), raw, headers);
    asked.add(next);
    Reply reply = script.apply(next);
    byte[] body = reply.body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (reply.status == 429) {
      exchange.getResponseHeaders().set("Retry-After", "7");
    }
    exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1");
  }

  LanguageModel provider(String... options) {
    return providerAt("/v1", options);
  }

  /** The same at another path. */
  LanguageModel providerAt(String path, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--llmEndpoint=" + endpoint().resolve("/") + path.replaceFirst("^/", ""));
    arguments.add("--llmModel=scripted");
    return provider(
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).as(LlmOptions.class));
  }

  static LanguageModel provider(LlmOptions options) {
    return LanguageModel.from(new SociopoliticalKind(), CODEBOOK, options);
  }

  /** Asks once, with a scorer of its own. */
  Map<String, Outcome> score(List<Question> questions) {
    try (Scorer scorer = provider().start(1, Duration.ofSeconds(5))) {
      return scorer.score(questions);
    }
  }

  /** Labels that {@code change} has changed, as the content of an answer. */
  static Reply labels(Asked asked, UnaryOperator<List<ObjectNode>> change) {
    List<ObjectNode> labels = new ArrayList<>();
    for (JsonNode post : asked.posts()) {
      labels.add(label(post.path("id").asText(), post.path("text").asText().contains("election")));
    }
    ObjectNode document = JSON.createObjectNode();
    ArrayNode array = document.putArray("labels");
    change.apply(labels).forEach(array::add);
    return content(document.toString());
  }

  static ObjectNode label(String id, boolean isSociopolitical) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("is_sociopolitical", isSociopolitical)
        .put("reason_sociopolitical", "because " + id)
        .put("political_ideology_label", isSociopolitical ? "unclear" : null)
        .put("reason_political_ideology", isSociopolitical ? "no side" : null);
  }

  static Reply content(String content) {
    return message(JSON.createObjectNode().put("content", content), "stop");
  }

  static Reply message(ObjectNode message, String finishReason) {
    ObjectNode reply = JSON.createObjectNode().put("model", NAME);
    ObjectNode choice = reply.putArray("choices").addObject();
    choice.set("message", message);
    choice.put("finish_reason", finishReason);
    reply.putObject("usage").put("prompt_tokens", 1_001).put("completion_tokens", 102);
    return new Reply(200, escaped(reply));
  }

  /** Every character comes through, even one that no UTF-8 stands for. */
  private static String escaped(ObjectNode reply) {
    try {
      return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(reply);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Reply error(int status, String code, String parameter, String message) {
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("error")
        .put("message", message)
        .put("type", "invalid_request_error")
        .put("param", parameter)
        .put("code", code);
    return new Reply(status, document.toString());
  }

  static Question question(String text) {
    return Question.about(new Post("", text, PostMetadata.NONE));
  }

  static List<Question> questions(String... texts) {
    return stream(texts).map(ScriptedModel::question).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
