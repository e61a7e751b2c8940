package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Verdict;

/**
 * Posts with known labels, from the resource {@code llm/golden.jsonl}, which stop a run before it
 * pays for a model that labels badly or never receives the posts.
 *
 * @param minAccuracy the share of them that a model must label right; 0 to 1
 * @param model its name, for messages
 */
record GoldenSet(List<GoldenPost> posts, double minAccuracy, String model) implements Canaries {
  /** The share of labels that may differ between two runs of the same model. */
  private static final double NOISE = 0.1;

  GoldenSet {
    posts = List.copyOf(posts);
  }

  static GoldenSet read(double minAccuracy, String model) {
    List<GoldenPost> posts = new ArrayList<>();
    try (InputStream lines = GoldenSet.class.getResourceAsStream("/llm/golden.jsonl");
        MappingIterator<JsonNode> nodes =
            new ObjectMapper().readerFor(JsonNode.class).readValues(lines)) {
      nodes.forEachRemaining(
          post ->
              posts.add(
                  new GoldenPost(
                      post.path("text").textValue(),
                      post.path("is_sociopolitical").booleanValue(),
                      post.path("political_ideology_label").textValue())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GoldenSet(posts, minAccuracy, model);
  }

  @Override
  public List<String> texts() {
    return posts.stream().map(GoldenPost::text).toList();
  }

  @Override
  public Verdict judge(Map<String, Answer> now, Map<String, Answer> last) {
    int labelled = 0;
    int right = 0;
    int rightIdeology = 0;
    for (GoldenPost post : posts) {
      Answer answer = now.get(Post.textHash(post.text()));
      if (answer != null && answer.isSuccessful()) {
        labelled++;
        right += post.isMetBy(answer) ? 1 : 0;
        rightIdeology += post.hasIdeologyOf(answer) ? 1 : 0;
      }
    }
    if (2 * labelled < posts.size()) {
      return new Verdict.Distrusted(
          "the model %s labels only %d of %d golden posts: choose another model"
              .formatted(model, labelled, posts.size()));
    }
    double accuracy = (double) right / labelled;
    if (accuracy < minAccuracy) {
      return new Verdict.Distrusted(
          String.format(
              Locale.ROOT,
              "the model %s is right about %d of %d golden posts (%.2f; ideology: %.2f), and"
                  + " --minGoldenAccuracy is %s: choose another model or a lower limit",
              model,
              right,
              labelled,
              accuracy,
              (double) rightIdeology / labelled,
              minAccuracy));
    }
    return comparison(now, last);
  }

  private static Verdict comparison(Map<String, Answer> now, Map<String, Answer> last) {
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
      return new Verdict.Changed(
          "the service names its model %s, in the last run %s; %d of %d labels of golden posts differ"
              .formatted(modelsNow, modelsBefore, changed, compared));
    }
    return changed > NOISE * compared
        ? new Verdict.Changed("%d of %d labels of golden posts differ".formatted(changed, compared))
        : new Verdict.Fine();
  }

  private static boolean isSame(Answer one, Answer other) {
    return value(one, SociopoliticalLabels.IS_SOCIOPOLITICAL)
            .equals(value(other, SociopoliticalLabels.IS_SOCIOPOLITICAL))
        && value(one, SociopoliticalLabels.IDEOLOGY)
            .equals(value(other, SociopoliticalLabels.IDEOLOGY));
  }

  private static Set<String> models(Map<String, Answer> answers) {
    Set<String> models = new TreeSet<>();
    answers.values().stream()
        .flatMap(answer -> value(answer, SociopoliticalLabels.MODEL).stream())
        .forEach(name -> models.add(name.toString()));
    return models;
  }

  private static Optional<Object> value(Answer answer, String attribute) {
    return answer.scores().value(attribute);
  }

  /**
   * A made-up post and how people labelled it.
   *
   * @param ideologyOrNull null when it is not sociopolitical
   */
  record GoldenPost(String text, boolean isSociopolitical, String ideologyOrNull)
      implements Serializable {
    boolean isMetBy(Answer answer) {
      return value(answer, SociopoliticalLabels.IS_SOCIOPOLITICAL)
          .equals(Optional.of(isSociopolitical));
    }

    boolean hasIdeologyOf(Answer answer) {
      return value(answer, SociopoliticalLabels.IDEOLOGY)
          .equals(Optional.ofNullable(ideologyOrNull));
    }
  }
}
