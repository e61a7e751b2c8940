package org.postlabel.scorer.llm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.postlabel.post.Answer;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.post.Scores;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Codebook;

/**
 * One label of several judgements of a text: of truths and words the most frequent value, of
 * numbers the median, of words of the model's own those of the judgement that agrees most with the
 * label. Among equals, the earliest judgement decides. An attribute is kept, and compared, only
 * where the label asks for it, and only among judgements that did.
 */
final class Consensus {
  /** By how much a score may differ from the kept one and still agree with it. */
  private static final double DISTANCE = 0.1;

  /** Of numbers that are not exact in binary. */
  private static final double ROUNDING = 1e-9;

  private final Codebook codebook;
  private final List<Map<String, Object>> judgements;
  private final Map<String, Object> kept = new LinkedHashMap<>();
  private final Map<Attribute, List<Integer>> askedBy = new LinkedHashMap<>();

  private Consensus(Codebook codebook, List<Answer> judgements) {
    this.codebook = codebook;
    this.judgements =
        judgements.stream()
            .<Map<String, Object>>map(answer -> answer.scores().byAttribute())
            .toList();
  }

  /** The label of {@code judgements}, one at least, in their order, each valid by the codebook. */
  static Answer of(Codebook codebook, List<Answer> judgements) {
    return new Consensus(codebook, judgements).answer();
  }

  private Answer answer() {
    codebook.judgements().forEach(this::decide);
    Map<String, Object> label = new TreeMap<>(kept);
    texts().forEach(label::put);
    label.put(Codebook.MODEL, mostFrequent(Codebook.MODEL, all()));
    label.put(LabelTable.JUDGEMENTS, (double) judgements.size());
    label.put(LabelTable.AGREEMENT, agreement());
    return Answer.scored(Scores.of(label));
  }

  private List<Integer> all() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < judgements.size(); i++) {
      numbers.add(i);
    }
    return numbers;
  }

  /** Decides about {@code attribute} once, and before it about what it depends on. */
  private void decide(Attribute attribute) {
    if (askedBy.containsKey(attribute)) {
      return;
    }
    attribute
        .when()
        .flatMap(condition -> codebook.attribute(condition.attribute()))
        .ifPresent(this::decide);
    List<Integer> asked = isAsked(attribute, kept) ? askers(attribute) : List.of();
    askedBy.put(attribute, asked);
    if (!asked.isEmpty()) {
      Object value =
          attribute.kind().isNumber()
              ? medianOrNull(attribute.name(), asked)
              : mostFrequent(attribute.name(), asked);
      if (value != null) {
        kept.put(attribute.name(), value);
      }
    }
  }

  /** The judgements that were asked for {@code attribute}. */
  private List<Integer> askers(Attribute attribute) {
    return all().stream().filter(i -> isAsked(attribute, judgements.get(i))).toList();
  }

  private static boolean isAsked(Attribute attribute, Map<String, Object> label) {
    return attribute.when().map(condition -> condition.isMetBy(label)).orElse(true);
  }

  /** No value is one, too: null. */
  private Object mostFrequent(String name, List<Integer> among) {
    Map<Object, Integer> counts = new HashMap<>();
    among.forEach(i -> counts.merge(valueOf(name, i), 1, Integer::sum));
    int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
    return among.stream()
        .map(i -> valueOf(name, i))
        .filter(value -> counts.get(value) == most)
        .findFirst()
        .flatMap(value -> value)
        .orElse(null);
  }

  /** Null where most judgements give none; of two in the middle, the lower. */
  private Object medianOrNull(String name, List<Integer> among) {
    List<Double> numbers =
        among.stream()
            .flatMap(i -> valueOf(name, i).stream())
            .map(Double.class::cast)
            .sorted()
            .toList();
    int missing = among.size() - numbers.size();
    boolean isMissing =
        missing > numbers.size()
            || (missing == numbers.size() && valueOf(name, among.get(0)).isEmpty());
    return isMissing ? null : numbers.get((numbers.size() - 1) / 2);
  }

  private Optional<Object> valueOf(String name, int judgement) {
    return Optional.ofNullable(judgements.get(judgement).get(name));
  }

  /** Of the judgement with the greatest share of kept values that was asked for the text. */
  private Map<String, Object> texts() {
    Map<String, Object> texts = new HashMap<>();
    Comparator<Integer> byShare = Comparator.comparingDouble(this::shareKept).reversed();
    for (Attribute attribute : codebook.attributes()) {
      if (attribute.kind() == Kind.TEXT && isAsked(attribute, kept)) {
        askers(attribute).stream()
            .min(byShare.thenComparing(Comparator.naturalOrder()))
            .flatMap(best -> valueOf(attribute.name(), best))
            .ifPresent(text -> texts.put(attribute.name(), text));
      }
    }
    return texts;
  }

  /** The part of the label's attributes about which {@code judgement} says what is kept. */
  private double shareKept(int judgement) {
    return askedBy.entrySet().stream()
        .filter(asked -> !asked.getValue().isEmpty())
        .mapToDouble(
            asked ->
                asked.getValue().contains(judgement) && agrees(asked.getKey(), judgement) ? 1 : 0)
        .average()
        .orElse(1);
  }

  /** The mean, over the label's attributes, of the share of judgements that say what is kept. */
  private double agreement() {
    return askedBy.entrySet().stream()
        .filter(asked -> !asked.getValue().isEmpty())
        .mapToDouble(
            asked ->
                asked.getValue().stream()
                    .mapToInt(i -> agrees(asked.getKey(), i) ? 1 : 0)
                    .average()
                    .orElseThrow())
        .average()
        .orElse(1);
  }

  private boolean agrees(Attribute attribute, int judgement) {
    Object value = judgements.get(judgement).get(attribute.name());
    Object label = kept.get(attribute.name());
    return (attribute.kind() == Kind.SCORE
            && value instanceof Double number
            && label instanceof Double middle)
        ? Math.abs(number - middle) <= DISTANCE + ROUNDING
        : Objects.equals(value, label);
  }
}
