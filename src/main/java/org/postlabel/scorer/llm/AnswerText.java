package org.postlabel.scorer.llm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.json.Json;
import org.postlabel.scorer.http.HttpReply;

/**
 * What a model wrote, from the message of an answer. The content is a text or a list of parts;
 * models that reason write their thoughts before the answer, or into a part or field of their own.
 */
final class AnswerText {
  private static final ObjectMapper JSON = Json.mapper();

  /** Where thoughts end and the answer begins. */
  private static final Pattern THOUGHTS =
      Pattern.compile(
          "\\A.*(</think(?:ing)?>|</thought>|</reasoning>|\\[/THINK]|<\\|channel\\|>final<\\|message\\|>)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static final Pattern UNFINISHED_THOUGHT =
      Pattern.compile("\\A\\s*(<think|<thought|<reasoning|\\[THINK])", Pattern.CASE_INSENSITIVE);

  /** More places where a document might begin are not looked at. */
  private static final int MOST_ATTEMPTS = 200;

  private AnswerText() {}

  /** The text of {@code message}, with thoughts that are in it; empty when there is none. */
  static String of(JsonNode message) {
    JsonNode content = message.path("content");
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.isTextual() ? part.textValue() : part.path("text").asText(""));
    }
    return text.toString();
  }

  /**
   * The JSON objects in {@code message}: its whole text, or those within prose or fences of code,
   * without what is a thought. Where there is no text, thoughts that are nothing but JSON: some
   * servers take a model's whole answer for one.
   */
  static List<JsonNode> documents(JsonNode message) {
    String text = of(message);
    for (String field : List.of("reasoning_content", "reasoning")) {
      if (text.isBlank() && HttpReply.json(message.path(field).asText("")).isObject()) {
        text = message.path(field).asText();
      }
    }
    JsonNode whole = HttpReply.json(text);
    return whole.isMissingNode() ? within(answer(text)) : List.of(whole);
  }

  private static String answer(String text) {
    Matcher thoughts = THOUGHTS.matcher(text);
    if (thoughts.find()) {
      return text.substring(thoughts.end());
    }
    return UNFINISHED_THOUGHT.matcher(text).find() ? "" : text;
  }

  private static List<JsonNode> within(String text) {
    List<JsonNode> documents = new ArrayList<>();
    int from = text.indexOf('{');
    for (int i = 0; i < MOST_ATTEMPTS && from >= 0; i++) {
      int end = from + 1;
      try (JsonParser parser = JSON.createParser(text.substring(from))) {
        documents.add(JSON.readTree(parser));
        end = from + (int) parser.currentLocation().getCharOffset();
      } catch (IOException e) {
        // No document begins here.
      }
      from = text.indexOf('{', end);
    }
    return documents;
  }
}
