package org.postlabel.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks plain HTTP to an emulator, without a line of the emulator's own protocol code. */
final class Caller {
  static final String KEY = "emulator-key";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI endpoint;

  Caller(Emulator emulator) {
    this.endpoint = emulator.endpoint();
  }

  static ObjectNode request(String text, String... attributes) {
    ObjectNode request = MAPPER.createObjectNode();
    request.putObject("comment").put("text", text);
    ObjectNode requested = request.putObject("requestedAttributes");
    for (String attribute : attributes) {
      requested.putObject(attribute);
    }
    request.putArray("languages").add("en");
    return request;
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  static JsonNode json(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  HttpResponse<String> analyze(JsonNode request) throws IOException, InterruptedException {
    return analyze(request.toString());
  }

  HttpResponse<String> analyze(String body) throws IOException, InterruptedException {
    return send(to("/v1alpha1/comments:analyze").header("X-Goog-Api-Key", KEY), body);
  }

  HttpResponse<String> analyzeText(String text) throws IOException, InterruptedException {
    return analyze(request(text, "TOXICITY"));
  }

  HttpResponse<String> batch(BatchText batch) throws IOException, InterruptedException {
    return send(
        to("/batch")
            .header("X-Goog-Api-Key", KEY)
            .header("Content-Type", "multipart/mixed; boundary=" + BatchText.BOUNDARY),
        batch.toString());
  }

  HttpResponse<String> chat(ChatPrompt prompt) throws IOException, InterruptedException {
    return chat(prompt.toString());
  }

  HttpResponse<String> chat(String body) throws IOException, InterruptedException {
    return send(toChat().header("Authorization", "Bearer " + KEY), body);
  }

  /** Returns as soon as the headers are there. */
  HttpResponse<InputStream> chatInPieces(ChatPrompt prompt)
      throws IOException, InterruptedException {
    HttpRequest request =
        toChat()
            .header("Authorization", "Bearer " + KEY)
            .POST(BodyPublishers.ofString(prompt.toString()))
            .build();
    return CLIENT.send(request, BodyHandlers.ofInputStream());
  }

  HttpRequest.Builder toChat() {
    return to("/v1/chat/completions").header("Content-Type", "application/json");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(to(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return CLIENT.send(to(path).DELETE().build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(endpoint + path)).timeout(Duration.ofSeconds(20));
  }

  static HttpResponse<String> send(HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    return send(request, body.getBytes(StandardCharsets.UTF_8));
  }

  static HttpResponse<String> send(HttpRequest.Builder request, byte[] body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }
}
