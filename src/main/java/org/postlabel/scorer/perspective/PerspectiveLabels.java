package org.postlabel.scorer.perspective;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postlabel.json.Json;
import org.postlabel.options.Nearest;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Scale;

/**
 * Which attributes are asked for and the columns they fill, from the resource {@code
 * perspective/labels.json}. The attributes are those of
 * https://developers.perspectiveapi.com/s/about-the-api-attributes-and-languages; the withdrawn
 * CONSTRUCTIVE_EXPERIMENTAL gave the same scores as REASONING_EXPERIMENTAL, which fills its column.
 */
public final class PerspectiveLabels {
  /** The table of labels, its columns in the order of the job that we replace. */
  public static final LabelTable TABLE =
      new LabelTable("perspective_api_labels", read()).withScale(Scale.CALIBRATED_PROBABILITY);

  /** What one query may ask for. */
  static final SortedSet<String> ATTRIBUTES = new TreeSet<>(TABLE.attributeByColumn().values());

  private static final String WITHDRAWN = "CONSTRUCTIVE";
  private static final String REPLACEMENT = "REASONING";
  private static final String EXPERIMENTAL = "_EXPERIMENTAL";

  private PerspectiveLabels() {}

  /**
   * The attributes that a comma-separated list names, whatever the case and with or without {@code
   * _EXPERIMENTAL}; all when it is null.
   *
   * @throws IllegalArgumentException with one line when it names none, or one that is not there
   */
  static SortedSet<String> chosen(String listOrNull) {
    if (listOrNull == null) {
      return ATTRIBUTES;
    }
    SortedSet<String> chosen = new TreeSet<>();
    for (String word : listOrNull.split(",", -1)) {
      chosen.add(attribute(word.strip()));
    }
    return chosen;
  }

  private static String attribute(String word) {
    String name = word.toUpperCase(Locale.ROOT).replace(EXPERIMENTAL, "");
    String present = name.equals(WITHDRAWN) ? REPLACEMENT : name;
    return ATTRIBUTES.stream()
        .filter(attribute -> attribute.replace(EXPERIMENTAL, "").equals(present))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--attributes must be attributes separated by commas, such as"
                        + " TOXICITY,INSULT; unknown attribute '%s', did you mean %s?"
                            .formatted(word, nearest(name))));
  }

  private static String nearest(String name) {
    Map<String, String> byName = new TreeMap<>();
    ATTRIBUTES.forEach(attribute -> byName.put(attribute.replace(EXPERIMENTAL, ""), attribute));
    return byName.get(Nearest.to(name, byName.keySet()));
  }

  private static Map<String, String> read() {
    try (InputStream json =
        PerspectiveLabels.class.getResourceAsStream("/perspective/labels.json")) {
      return Json.mapper().readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
