package org.postlabel.emulator.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.postlabel.emulator.chat.ChatRequest.Post;

/** The labels of one answer in their order; a fault makes others of them. Never changed. */
public final class Labels {

  /** One label as it is sent; {@code valid} is false when the schema forbids it. */
  private record Label(String id, ObjectNode json, boolean valid) {

    static Label of(String id, ObjectNode answer) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
      json.setAll(answer);
      return new Label(id, json, true);
    }

    static Label of(String id, EmulatedOpinion opinion) {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("id", id)
              .put("is_sociopolitical", opinion.isSociopolitical())
              .put("reason_sociopolitical", opinion.reasonSociopolitical())
              .put("political_ideology_label", opinion.politicalIdeology())
              .put("reason_political_ideology", opinion.reasonPoliticalIdeology());
      return new Label(id, json, true);
    }

    boolean isSociopolitical() {
      return json.path("is_sociopolitical").asBoolean();
    }

    /** With the opposite answer. */
    Label contradicted() {
      if (!json.has(SOCIOPOLITICAL)) {
        return new Label(id, opposite(), true);
      }
      return of(
          id, isSociopolitical() ? EmulatedOpinion.NOT_SOCIOPOLITICAL : EmulatedOpinion.UNCLEAR);
    }

    private ObjectNode opposite() {
      ObjectNode changed = json.deepCopy();
      json.fields()
          .forEachRemaining(
              value -> {
                if (value.getValue().isBoolean()) {
                  changed.put(value.getKey(), !value.getValue().booleanValue());
                } else if (value.getValue().isNumber()) {
                  changed.put(value.getKey(), value.getValue().doubleValue() < 0.5 ? 1 : 0);
                }
              });
      return changed;
    }

    /** With an unknown ideology, or with a word or null for a boolean. */
    Label invalid(int kind) {
      ObjectNode changed = json.deepCopy();
      if (!json.has(SOCIOPOLITICAL)) {
        json.fieldNames().forEachRemaining(name -> changed.putArray(name));
        return new Label(id, changed.put("id", id), false);
      }
      switch (kind) {
        case 0 ->
            changed
                .put("is_sociopolitical", true)
                .put("political_ideology_label", "center-left")
                .put("reason_political_ideology", "mix");
        case 1 -> changed.put("is_sociopolitical", isSociopolitical() ? "yes" : "no");
        default -> changed.putNull("is_sociopolitical");
      }
      return new Label(id, changed, false);
    }
  }

  private static final String SOCIOPOLITICAL = "is_sociopolitical";

  private final List<Label> labels;

  private Labels(List<Label> labels) {
    this.labels = labels;
  }

  /** The opinion on each post, or that none is sociopolitical; else what else is asked of it. */
  public static Labels of(ChatRequest request, boolean alwaysFalse) {
    List<Label> labels = new ArrayList<>();
    Questions questions = request.questions();
    for (Post post : request.posts()) {
      if (!questions.properties().isEmpty()
          && !questions.properties().containsKey(SOCIOPOLITICAL)) {
        labels.add(Label.of(post.id(), EmulatedAnswer.of(post.text(), questions, request.draw())));
        continue;
      }
      EmulatedOpinion opinion =
          alwaysFalse
              ? EmulatedOpinion.NOT_SOCIOPOLITICAL
              : EmulatedOpinion.of(post.text(), request.draw());
      labels.add(Label.of(post.id(), opinion));
    }
    return new Labels(labels);
  }

  public int size() {
    return labels.size();
  }

  /** One too few, or one time in four one too many. */
  public Labels withWrongCount(Random random) {
    List<Label> changed = new ArrayList<>(labels);
    if (random.nextInt(4) == 0) {
      String id = "p-%010x".formatted(random.nextLong() & 0xFF_FFFF_FFFFL);
      changed.add(random.nextInt(size() + 1), Label.of(id, EmulatedOpinion.UNCLEAR));
    } else {
      changed.remove(random.nextInt(size()));
    }
    return new Labels(changed);
  }

  /** The same ones in another order, when there are two at least. */
  public Labels shuffled(Random random) {
    List<Label> changed = new ArrayList<>(labels);
    Collections.shuffle(changed, random);
    if (changed.equals(labels)) {
      Collections.rotate(changed, 1);
    }
    return new Labels(changed);
  }

  /** With one that the schema forbids. */
  public Labels withOneInvalid(Random random) {
    List<Label> changed = new ArrayList<>(labels);
    int at = random.nextInt(size());
    changed.set(at, changed.get(at).invalid(random.nextInt(3)));
    return new Labels(changed);
  }

  /** With a second, contradicting one for an id: beside the others, or in the place of another. */
  public Labels withOneDoubled(Random random) {
    List<Label> changed = new ArrayList<>(labels);
    int at = random.nextInt(size());
    Label second = labels.get(at).contradicted();
    if (size() > 1 && random.nextBoolean()) {
      changed.set((at + 1) % size(), second);
    } else {
      changed.add(second);
    }
    return new Labels(changed);
  }

  /** Ids with one label that is valid; of two that contradict each other, neither is. */
  Set<String> validIds() {
    Set<String> seen = new HashSet<>();
    Set<String> valid = new HashSet<>();
    for (Label label : labels) {
      if (!seen.add(label.id())) {
        valid.remove(label.id());
      } else if (label.valid()) {
        valid.add(label.id());
      }
    }
    return valid;
  }

  String json() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode array = document.putArray("labels");
    labels.forEach(label -> array.add(label.json()));
    return document.toString();
  }
}
