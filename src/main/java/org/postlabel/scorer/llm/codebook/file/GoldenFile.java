package org.postlabel.scorer.llm.codebook.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postlabel.json.Json;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.LabelledText;

/**
 * Posts with known labels, one JSON object a line: {@code text}, and a value for each attribute;
 * texts may be left out.
 */
final class GoldenFile {
  private static final ObjectMapper JSON =
      Json.mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String TEXT = "text";

  private final String file;
  private final LabelReader labels;

  private GoldenFile(String file, Codebook codebook) {
    this.file = file;
    this.labels = new LabelReader(codebook);
  }

  /**
   * The posts in {@code content}.
   *
   * @throws IllegalArgumentException when a line is wrong, with its file and number
   */
  static List<LabelledText> read(String file, String content, Codebook codebook) {
    return new GoldenFile(file, codebook).posts(content.lines().toList());
  }

  private List<LabelledText> posts(List<String> lines) {
    List<LabelledText> posts = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        LabelledText post = post(lines.get(i), i + 1);
        if (!texts.add(post.text())) {
          throw refusal(i + 1, "the same text is there twice");
        }
        posts.add(post);
      }
    }
    if (posts.isEmpty()) {
      throw new IllegalArgumentException(file + ": holds no golden posts");
    }
    return posts;
  }

  private LabelledText post(String line, int number) {
    JsonNode post;
    try {
      post = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw refusal(number, "not a JSON object");
    }
    if (!post.isObject() || post.path(TEXT).asText("").isBlank()) {
      throw refusal(number, "lacks 'text', the post's");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> all = post.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> one = all.next();
      if (!one.getKey().equals(TEXT)) {
        labels
            .add(values, one.getKey(), one.getValue())
            .ifPresent(
                problem -> {
                  throw refusal(number, problem);
                });
      }
    }
    labels
        .objectionWithoutTexts(values)
        .ifPresent(
            problem -> {
              throw refusal(number, problem);
            });
    return new LabelledText(post.path(TEXT).textValue(), values);
  }

  private IllegalArgumentException refusal(int line, String problem) {
    return new IllegalArgumentException("%s:%d: %s".formatted(file, line, problem));
  }
}
