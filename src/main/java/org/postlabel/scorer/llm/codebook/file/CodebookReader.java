package org.postlabel.scorer.llm.codebook.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.Condition;
import org.postlabel.scorer.llm.codebook.LabelledText;

/** Reads a codebook from the text of a YAML file. */
final class CodebookReader {
  private static final List<String> KEYS =
      List.of("name", "version", "posts", "task", "attributes", "examples", "golden", "watch");

  private static final int MOST_ATTRIBUTES = 60;

  private final YamlMapping file;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final Map<String, YamlValue> places = new HashMap<>();
  private final Map<String, Condition> conditions = new LinkedHashMap<>();

  private CodebookReader(YamlMapping file) {
    this.file = file;
  }

  /**
   * The codebook in {@code text}.
   *
   * @param fileName for messages
   * @param beside reads a file beside it, given its name
   * @throws IllegalArgumentException with one line that names file, line and what is wrong
   */
  static Codebook read(String fileName, String text, UnaryOperator<String> beside) {
    YamlValue whole = YamlValue.read(fileName, text);
    return new CodebookReader(new YamlMapping("the codebook", whole, KEYS)).codebook(beside);
  }

  private Codebook codebook(UnaryOperator<String> beside) {
    String name = Names.of(file.required("name"), "name");
    String version = file.text("version");
    String posts = file.text("posts");
    String task = file.text("task");
    readAttributes(file.required("attributes"));
    Condition watch =
        file.optional("watch")
            .map(value -> new ConditionReader(attributes).read("watch", value))
            .filter(condition -> requireOneValue(condition))
            .orElse(null);
    Codebook bare =
        new Codebook(
            name,
            version,
            posts,
            task,
            List.copyOf(attributes.values()),
            List.of(),
            List.of(),
            watch);
    return new Codebook(
        name,
        version,
        posts,
        task,
        bare.attributes(),
        examples(bare),
        file.optional("golden").map(value -> golden(value, beside, bare)).orElse(List.of()),
        watch);
  }

  private boolean requireOneValue(Condition watch) {
    if (watch.values().size() != 1) {
      throw file.required("watch").refusal("'watch' must name one value");
    }
    return true;
  }

  private void readAttributes(YamlValue list) {
    List<YamlValue> items = list.items("attributes");
    if (items.size() > MOST_ATTRIBUTES) {
      throw list.refusal(
          "'attributes' must be at most %d, were %d".formatted(MOST_ATTRIBUTES, items.size()));
    }
    Map<String, YamlValue> whens = new LinkedHashMap<>();
    Map<String, String> nameByColumn = new HashMap<>();
    for (YamlValue item : items) {
      YamlMapping mapping = new YamlMapping("the attribute", item, AttributeReader.keys());
      Attribute attribute = AttributeReader.read(mapping);
      if (attributes.put(attribute.name(), attribute) != null) {
        throw mapping
            .required("name")
            .refusal("the attribute '%s' is there twice".formatted(attribute.name()));
      }
      if (nameByColumn.put(attribute.column(), attribute.name()) != null) {
        throw mapping
            .place()
            .refusal("two attributes have the column '%s'".formatted(attribute.column()));
      }
      mapping.optional("when").ifPresent(value -> whens.put(attribute.name(), value));
    }
    ConditionReader reader = new ConditionReader(Map.copyOf(attributes));
    whens.forEach(
        (name, value) -> {
          places.put(name, value);
          conditions.put(name, reader.read("when", value));
        });
    ConditionReader.requireNoCircle(conditions, places);
    attributes.replaceAll(
        (name, attribute) ->
            new Attribute(
                name,
                attribute.column(),
                attribute.kind(),
                attribute.wording(),
                conditions.get(name),
                attribute.isRequired()));
  }

  private List<LabelledText> examples(Codebook codebook) {
    Optional<YamlValue> value = file.optional("examples");
    List<LabelledText> examples = new ArrayList<>();
    LabelReader labels = new LabelReader(codebook);
    for (YamlValue item : value.map(list -> list.items("examples")).orElse(List.of())) {
      YamlMapping example = new YamlMapping("the example", item, List.of("text", "label"));
      YamlValue label = example.required("label");
      Map<String, Object> values = new LinkedHashMap<>();
      label
          .entries("label")
          .forEach(
              (key, one) -> {
                String name = key.text("label");
                labels
                    .add(values, name, LabelReader.json(one, codebook.attribute(name)))
                    .ifPresent(
                        problem -> {
                          throw key.refusal("the example does not fit the codebook: " + problem);
                        });
              });
      labels
          .objection(values)
          .ifPresent(
              problem -> {
                throw label.refusal("the example does not fit the codebook: " + problem);
              });
      examples.add(new LabelledText(example.text("text"), values));
    }
    return examples;
  }

  private static List<LabelledText> golden(
      YamlValue value, UnaryOperator<String> beside, Codebook codebook) {
    String name = value.text("golden");
    String content;
    try {
      content = beside.apply(name);
    } catch (IllegalArgumentException e) {
      throw value.refusal("'golden' must name a file beside the codebook, was " + name);
    }
    return GoldenFile.read(name, content, codebook);
  }
}
