package org.postlabel.scorer.perspective;

import static java.util.Comparator.comparingDouble;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postlabel.json.Json;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Verdict;

/**
 * English texts from the resource {@code perspective/canaries.json}, which together raise every
 * attribute. Perspective names no version of its models, so only other scores for the same text
 * show another model.
 */
record PerspectiveCanaries(List<String> texts) implements Canaries {
  /**
   * The greatest difference that counts as noise. The service is not exact to the bit: the same
   * text scored twice differed by less than 2e-7. A new model moves scores by hundredths.
   */
  static final double NOISE = 1e-5;

  PerspectiveCanaries {
    texts = List.copyOf(texts);
  }

  static PerspectiveCanaries read() {
    try (InputStream json =
        PerspectiveCanaries.class.getResourceAsStream("/perspective/canaries.json")) {
      return new PerspectiveCanaries(
          Json.mapper().readValue(json, new TypeReference<List<String>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Verdict judge(Map<String, Answer> now, Map<String, Answer> last) {
    List<Change> changes = new ArrayList<>();
    Set<String> onlyOnce = new TreeSet<>();
    now.forEach(
        (textHash, answer) -> {
          if (last.containsKey(textHash)) {
            compare(last.get(textHash).scores(), answer.scores(), changes, onlyOnce);
          }
        });
    List<String> found = new ArrayList<>();
    long moved = changes.stream().filter(change -> change.size() > NOISE).count();
    if (moved > 0) {
      Change most = Collections.max(changes, comparingDouble(Change::size));
      found.add(
          String.format(
              Locale.ROOT,
              "%d of %d scores of canary texts moved, most of all %s by %.6f (from %.6f to %.6f)",
              moved,
              changes.size(),
              most.attribute(),
              most.size(),
              most.before(),
              most.after()));
    }
    if (!onlyOnce.isEmpty()) {
      found.add("canary texts have a score only in this run or only in the last: " + onlyOnce);
    }
    return found.isEmpty() ? Verdict.FINE : Verdict.changed(String.join("; ", found));
  }

  private static void compare(
      Scores before, Scores after, List<Change> changes, Set<String> onlyOnce) {
    Set<String> attributes = new TreeSet<>(before.byAttribute().keySet());
    attributes.addAll(after.byAttribute().keySet());
    for (String attribute : attributes) {
      if (before.of(attribute).isPresent() && after.of(attribute).isPresent()) {
        changes.add(
            new Change(
                attribute, before.of(attribute).getAsDouble(), after.of(attribute).getAsDouble()));
      } else {
        onlyOnce.add(attribute);
      }
    }
  }

  private record Change(String attribute, double before, double after) {
    double size() {
      return Math.abs(after - before);
    }
  }
}
