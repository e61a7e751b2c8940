package org.postlabel.emulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The emulated answer of one post to any questions: a pure function of its text, the questions and
 * the draw. It counts which words of the text are in what the questions say. It means nothing;
 * never show one as a judgement of a text.
 */
final class EmulatedAnswer {
  private static final double A_WORD = 0.25;
  private static final int MOST_LISTED = 3;

  private EmulatedAnswer() {}

  /** A label without its id. */
  static ObjectNode of(String text, Questions questions, int draw) {
    ObjectNode label = JsonNodeFactory.instance.objectNode();
    Set<String> words = Questions.words(text);
    Set<String> found = new TreeSet<>();
    for (Map.Entry<String, JsonNode> property : questions.properties().entrySet()) {
      String section = questions.section(property.getKey());
      List<String> common = common(words, section);
      found.addAll(common);
      String drawn = draw == 1 ? "" : Integer.toString(draw);
      int chance = (text + property.getKey() + drawn).hashCode() & 0x7fff_ffff;
      put(label, property.getKey(), property.getValue(), section, words, common, chance);
    }
    for (Map.Entry<String, JsonNode> property : questions.properties().entrySet()) {
      if (label.path(property.getKey()).asText().equals("...")) {
        label.put(property.getKey(), listed(found));
      }
    }
    questions.applyConditions(label);
    return label;
  }

  private static void put(
      ObjectNode label,
      String name,
      JsonNode schema,
      String section,
      Set<String> words,
      List<String> common,
      int chance) {
    if (!schema.path("enum").isEmpty()) {
      label.put(name, word(schema.path("enum"), section, words, chance));
    } else if (isOf(schema, "boolean")) {
      label.put(name, !common.isEmpty() || chance % 4 == 0);
    } else if (isOf(schema, "integer")) {
      label.put(name, common.size() + chance % 2);
    } else if (isOf(schema, "number")) {
      label.put(
          name, Math.min(100, Math.round(100 * A_WORD * common.size()) + chance % 20) / 100.0);
    } else {
      label.put(name, "...");
    }
  }

  private static boolean isOf(JsonNode schema, String type) {
    JsonNode types = schema.path("type");
    return types.asText().equals(type) || types.path(0).asText().equals(type);
  }

  /** The word whose meaning has most of the text's words, else any. */
  private static String word(JsonNode all, String section, Set<String> words, int chance) {
    List<String> choices = new ArrayList<>();
    all.forEach(
        word -> {
          if (word.isTextual()) {
            choices.add(word.textValue());
          }
        });
    String best = choices.get(chance % choices.size());
    int most = 0;
    for (String choice : choices) {
      int line = section.indexOf("- \"" + choice + "\":");
      int end = line < 0 ? -1 : section.indexOf('\n', line);
      String meaning = line < 0 ? "" : section.substring(line, end < 0 ? section.length() : end);
      int common = common(words, meaning).size();
      if (common > most) {
        most = common;
        best = choice;
      }
    }
    return best;
  }

  private static List<String> common(Set<String> words, String section) {
    Set<String> common = new TreeSet<>(Questions.words(section));
    common.retainAll(words);
    return List.copyOf(common);
  }

  private static String listed(Set<String> words) {
    return words.isEmpty()
        ? "Emulated: no word of the question."
        : "Emulated: " + String.join(", ", words.stream().limit(MOST_LISTED).toList());
  }
}
