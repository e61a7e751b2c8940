package org.postlabel.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes batches and reads their answers as plain text. */
final class BatchText {
  static final String BOUNDARY = "frontier";

  private static final Pattern ANSWERED =
      Pattern.compile(
          "Content-ID: (\\S+)\r\n\r\nHTTP/1.1 (\\d+) [^\r]+\r\n(.*?)\r\n\r\n(.*?)\r\n--",
          Pattern.DOTALL);

  /** One part of an answer. */
  record Part(String id, int status, String headers, String body) {

    String clientToken() throws IOException {
      return json().path("clientToken").asText();
    }

    JsonNode json() throws IOException {
      return Caller.json(body);
    }
  }

  private final StringBuilder text = new StringBuilder();

  /** So many calls with the ids {@code item-0}, {@code item-1} and so on, echoed as tokens. */
  static BatchText ofCalls(int count) {
    BatchText batch = new BatchText();
    for (int i = 0; i < count; i++) {
      String token = "item-" + i;
      batch.add(token, Caller.request("post " + i, "TOXICITY").put("clientToken", token));
    }
    return batch;
  }

  BatchText add(String id, JsonNode request) {
    return add(id, "POST /v1alpha1/comments:analyze HTTP/1.1", "", request.toString());
  }

  BatchText add(String id, String requestLine, String header, String body) {
    text.append("--" + BOUNDARY + "\r\nContent-Type: application/http\r\n");
    text.append("Content-Transfer-Encoding: binary\r\nContent-ID: <" + id + ">\r\n\r\n");
    text.append(requestLine + "\r\nContent-Type: application/json\r\n");
    text.append(header.isEmpty() ? "" : header + "\r\n");
    text.append("Content-Length: " + body.length() + "\r\n\r\n" + body + "\r\n");
    return this;
  }

  static List<Part> parts(HttpResponse<String> response) {
    List<Part> parts = new ArrayList<>();
    Matcher part = ANSWERED.matcher(response.body());
    while (part.find()) {
      int status = Integer.parseInt(part.group(2));
      parts.add(new Part(part.group(1), status, part.group(3), part.group(4)));
    }
    return parts;
  }

  @Override
  public String toString() {
    return text + "--" + BOUNDARY + "--\r\n";
  }
}
