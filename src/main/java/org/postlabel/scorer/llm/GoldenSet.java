package org.postlabel.scorer.llm;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Verdict;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.LabelledText;

/**
 * The golden posts of a codebook, which stop a run before it pays for a model that labels badly or
 * never receives the posts. Where the codebook watches an attribute, that one must be right. Else
 * all judgements count alike, and those with rare values too: a model that says the same of all
 * posts reaches a half at most.
 *
 * @param minAccuracy the share of them that a model must get right; 0 to 1
 * @param model its name, for messages
 */
record GoldenSet(Codebook codebook, double minAccuracy, String model) implements Canaries {
  /** The share of labels that may differ between two runs of the same model. */
  private static final double NOISE = 0.1;

  /** By how much a score may differ from the golden one and still be right. */
  static final double TOLERANCE = 0.25;

  /** From which on numbers are one group, and below which another. */
  private static final double HIGH = 0.5;

  private static final int MOST_NAMED = 3;

  @Override
  public List<String> texts() {
    return codebook.golden().stream().map(LabelledText::text).toList();
  }

  @Override
  public Verdict judge(Map<String, Answer> now, Map<String, Answer> last) {
    Map<LabelledText, Answer> labelled = new LinkedHashMap<>();
    for (LabelledText post : codebook.golden()) {
      Answer answer = now.get(Post.textHash(post.text()));
      if (answer != null && answer.isSuccessful()) {
        labelled.put(post, answer);
      }
    }
    if (2 * labelled.size() < codebook.golden().size()) {
      return Verdict.distrusted(
          "the model %s labels only %d of %d golden posts: choose another model"
              .formatted(model, labelled.size(), codebook.golden().size()));
    }
    Map<Attribute, Long> right = new LinkedHashMap<>();
    codebook.judgements().forEach(attribute -> right.put(attribute, right(attribute, labelled)));
    Optional<Attribute> watched =
        codebook.watch().flatMap(watch -> codebook.attribute(watch.attribute()));
    double accuracy =
        watched
            .map(attribute -> (double) right.get(attribute) / labelled.size())
            .orElseGet(() -> balanced(labelled));
    if (accuracy < minAccuracy) {
      return Verdict.distrusted(
          String.format(
              Locale.ROOT,
              "the model %s is right about %s (%.2f; %s), and --minGoldenAccuracy"
                  + " is %s: choose another model or a lower limit",
              model,
              watched
                  .map(one -> "%d of %d golden posts".formatted(right.get(one), labelled.size()))
                  .orElse("too few values of golden posts, common and rare ones alike"),
              accuracy,
              worst(right, labelled.size()),
              minAccuracy));
    }
    return comparison(now, last);
  }

  /** The mean over all attributes, and over the values that golden posts have for each of them. */
  private double balanced(Map<LabelledText, Answer> labelled) {
    return codebook.judgements().stream()
        .mapToDouble(attribute -> balanced(attribute, labelled))
        .average()
        .orElse(1);
  }

  private double balanced(Attribute attribute, Map<LabelledText, Answer> labelled) {
    Map<Object, Map<LabelledText, Answer>> byValue = new HashMap<>();
    labelled.forEach(
        (post, answer) -> {
          Object value = post.values().getOrDefault(attribute.name(), "");
          Object group = value instanceof Double number ? number >= HIGH : value;
          byValue.computeIfAbsent(group, unused -> new LinkedHashMap<>()).put(post, answer);
        });
    return byValue.values().stream()
        .mapToDouble(posts -> (double) right(attribute, posts) / posts.size())
        .average()
        .orElse(1);
  }

  private long right(Attribute attribute, Map<LabelledText, Answer> labelled) {
    return labelled.entrySet().stream()
        .filter(
            post ->
                isSame(
                    post.getKey().values().get(attribute.name()),
                    valueOrNull(post.getValue(), attribute.name())))
        .count();
  }

  private static String worst(Map<Attribute, Long> right, int labelled) {
    return right.entrySet().stream()
        .sorted(comparingDouble(Map.Entry::getValue))
        .limit(MOST_NAMED)
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%s: %.2f",
                    one.getKey().name(),
                    (double) one.getValue() / labelled))
        .collect(joining(", "));
  }

  private Verdict comparison(Map<String, Answer> now, Map<String, Answer> last) {
    int compared = 0;
    int changed = 0;
    for (Map.Entry<String, Answer> answer : now.entrySet()) {
      Answer before = last.get(answer.getKey());
      if (before != null && before.isSuccessful() && answer.getValue().isSuccessful()) {
        compared++;
        changed += isSame(before, answer.getValue()) ? 0 : 1;
      }
    }
    Set<String> modelsNow = models(now);
    Set<String> modelsBefore = models(last);
    if (!modelsBefore.isEmpty() && !modelsNow.equals(modelsBefore)) {
      return Verdict.changed(
          "the service names its model %s, in the last run %s; %d of %d labels of golden posts differ"
              .formatted(modelsNow, modelsBefore, changed, compared));
    }
    return changed > NOISE * compared
        ? Verdict.changed("%d of %d labels of golden posts differ".formatted(changed, compared))
        : Verdict.FINE;
  }

  private boolean isSame(Answer one, Answer other) {
    return codebook.judgements().stream()
        .map(Attribute::name)
        .allMatch(name -> isSame(valueOrNull(one, name), valueOrNull(other, name)));
  }

  /** Numbers are the same within the tolerance: a count must be equal. */
  private static boolean isSame(Object oneOrNull, Object otherOrNull) {
    return (oneOrNull instanceof Double one && otherOrNull instanceof Double other)
        ? Math.abs(one - other) <= TOLERANCE
        : Objects.equals(oneOrNull, otherOrNull);
  }

  private static Set<String> models(Map<String, Answer> answers) {
    Set<String> models = new TreeSet<>();
    answers.values().stream()
        .map(answer -> valueOrNull(answer, Codebook.MODEL))
        .filter(Objects::nonNull)
        .forEach(name -> models.add(name.toString()));
    return models;
  }

  private static Object valueOrNull(Answer answer, String attribute) {
    return answer.scores().value(attribute).orElse(null);
  }
}
