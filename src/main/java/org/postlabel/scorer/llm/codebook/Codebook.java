package org.postlabel.scorer.llm.codebook;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;

/**
 * What a language model is asked about each post. A reader has checked it: names differ, conditions
 * lead somewhere, examples and golden posts are valid.
 *
 * @param name makes the table {@code name_labels}
 * @param version for people; does not reach the model
 * @param posts what the posts are, such as social-media posts
 * @param task what is to be done with them, in a sentence or two
 * @param attributes in the order in which they are asked and answered
 * @param golden posts with known labels; empty when there are none
 * @param watchOrNull the answer whose share must not collapse
 */
public record Codebook(
    String name,
    String version,
    String posts,
    String task,
    List<Attribute> attributes,
    List<LabelledText> examples,
    List<LabelledText> golden,
    Condition watchOrNull)
    implements Serializable {
  /** The column that holds the name of the model, as the service gives it. */
  public static final String MODEL = "llm_model_name";

  public Codebook {
    requireNonNull(name, "name");
    requireNonNull(version, "version");
    requireNonNull(posts, "posts");
    requireNonNull(task, "task");
    attributes = List.copyOf(attributes);
    examples = List.copyOf(examples);
    golden = List.copyOf(golden);
  }

  /** Cheap: a codebook is a key, and most have names of their own. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The answer whose share must not collapse; empty when any may. */
  public Optional<Condition> watch() {
    return Optional.ofNullable(watchOrNull);
  }

  /** The attribute {@code name}. */
  public Optional<Attribute> attribute(String name) {
    return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
  }

  /** All attributes but texts: what can be right or wrong. */
  public List<Attribute> judgements() {
    return attributes.stream().filter(attribute -> attribute.kind() != Kind.TEXT).toList();
  }

  /** The table of labels: the model's name, then the judgements, then the texts. */
  public LabelTable labels() {
    Map<String, String> attributeByColumn = new LinkedHashMap<>();
    Map<String, Kind> kinds = new LinkedHashMap<>();
    attributeByColumn.put(MODEL, MODEL);
    kinds.put(MODEL, Kind.WORD);
    Stream.concat(
            judgements().stream(),
            attributes.stream().filter(attribute -> attribute.kind() == Kind.TEXT))
        .forEach(
            attribute -> {
              attributeByColumn.put(attribute.column(), attribute.name());
              kinds.put(attribute.column(), attribute.kind());
            });
    return new LabelTable(name + "_labels", attributeByColumn, kinds)
        .withScale(LabelTable.Scale.RATING);
  }
}
