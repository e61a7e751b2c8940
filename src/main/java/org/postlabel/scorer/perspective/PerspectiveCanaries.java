package org.postlabel.scorer.perspective;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postlabel.post.Answer;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Verdict;

/**
 * English texts from the resource {@code perspective/canaries.json}, which between them raise every
 * attribute. Perspective names no version of its models: other scores for the same text are the
 * only sign of another model.
 */
record PerspectiveCanaries(List<String> texts) implements Canaries {
  /**
   * The greatest difference that is the service's own noise. It is not exact to the bit: the same
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
          new ObjectMapper().readValue(json, new TypeReference<List<String>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Verdict judge(Map<String, Answer> now, Map<String, Answer> last) {
    Comparison comparison = new Comparison();
    now.forEach(
        (textHash, answer) -> {
          if (last.containsKey(textHash)) {
            comparison.add(answer.scores(), last.get(textHash).scores());
          }
        });
    return comparison.verdict();
  }

  /** Score by score. */
  private static final class Comparison {
    private final Set<String> onlyOnce = new TreeSet<>();
    private long scores;
    private long moved;
    private String mostMoved = "";
    private double before;
    private double after;

    void add(Scores now, Scores last) {
      Set<String> attributes = new TreeSet<>(now.byAttribute().keySet());
      attributes.addAll(last.byAttribute().keySet());
      for (String attribute : attributes) {
        if (now.of(attribute).isPresent() && last.of(attribute).isPresent()) {
          add(attribute, now.of(attribute).getAsDouble(), last.of(attribute).getAsDouble());
        } else {
          onlyOnce.add(attribute);
        }
      }
    }

    private void add(String attribute, double now, double last) {
      scores++;
      moved += Math.abs(now - last) > NOISE ? 1 : 0;
      if (Math.abs(now - last) > Math.abs(after - before)) {
        mostMoved = attribute;
        before = last;
        after = now;
      }
    }

    Verdict verdict() {
      String movement =
          String.format(
              Locale.ROOT,
              "%d of %d scores of canary texts moved, most of all %s by %.6f (from %.6f to %.6f)",
              moved,
              scores,
              mostMoved,
              Math.abs(after - before),
              before,
              after);
      String coverage = "canary texts have a score only then or only now: " + onlyOnce;
      if (moved > 0) {
        return new Verdict.Changed(onlyOnce.isEmpty() ? movement : movement + "; " + coverage);
      }
      return onlyOnce.isEmpty() ? new Verdict.Fine() : new Verdict.Changed(coverage);
    }
  }
}
