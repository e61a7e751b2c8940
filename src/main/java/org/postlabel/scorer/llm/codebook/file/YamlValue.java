package org.postlabel.scorer.llm.codebook.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML file, with its place there. Every refusal is one line that names the place. */
record YamlValue(String file, Node node) {
  /** Far more than a codebook has; aliases of aliases would fill the memory. */
  private static final int MOST_ALIASES = 50;

  /**
   * The document in {@code text}.
   *
   * @throws IllegalArgumentException when it is not one YAML document
   */
  static YamlValue read(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(MOST_ALIASES).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      return new YamlValue(
          file, node.orElseThrow(() -> new IllegalArgumentException(file + ": holds no codebook")));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new IllegalArgumentException(
          "%s:%d: not valid YAML: %s".formatted(file, line, oneLine(e.getProblem())), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(
          "%s: not valid YAML: %s".formatted(file, oneLine(e.getMessage())), e);
    }
  }

  private static String oneLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("").strip();
  }

  /** {@code problem} with the place of this value before it. */
  IllegalArgumentException refusal(String problem) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new IllegalArgumentException("%s:%d: %s".formatted(file, line, problem));
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** As it is written, without the white space around it; never empty. */
  String text(String what) {
    String text = isScalar() ? ((ScalarNode) node).getValue().strip() : "";
    if (text.isEmpty()) {
      throw refusal("'" + what + "' must be text");
    }
    return text;
  }

  boolean truth(String what) {
    String text = text(what);
    if (!text.equals("true") && !text.equals("false")) {
      throw refusal("'%s' must be true or false, was %s".formatted(what, text));
    }
    return text.equals("true");
  }

  int whole(String what, int min, int max) {
    String text = text(what);
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw refusal("'%s' must be %d..%d, was %s".formatted(what, min, max, text));
    }
    return Integer.parseInt(text);
  }

  /** The values of a list; one value alone is a list of one. */
  List<YamlValue> itemsOrOne() {
    return node instanceof SequenceNode ? items("") : List.of(this);
  }

  /** The values of a list that is not empty. */
  List<YamlValue> items(String what) {
    if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
      throw refusal("'" + what + "' must be a list, with a - before each of its items");
    }
    return list.getValue().stream().map(item -> new YamlValue(file, item)).toList();
  }

  /** The values of a mapping by their keys, in their order. */
  Map<YamlValue, YamlValue> entries(String what) {
    if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      throw refusal("'" + what + "' must hold lines such as key: value");
    }
    Map<YamlValue, YamlValue> entries = new LinkedHashMap<>();
    Map<String, YamlValue> seen = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlValue key = new YamlValue(file, tuple.getKeyNode());
      String name = key.text(what);
      if (seen.put(name, key) != null) {
        throw key.refusal("'%s' is there twice in '%s'".formatted(name, what));
      }
      entries.put(key, new YamlValue(file, tuple.getValueNode()));
    }
    return entries;
  }
}
