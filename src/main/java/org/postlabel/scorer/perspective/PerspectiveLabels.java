package org.postlabel.scorer.perspective;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.postlabel.json.Json;
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

  /** What one query asks for. */
  static final SortedSet<String> ATTRIBUTES = new TreeSet<>(TABLE.attributeByColumn().values());

  private PerspectiveLabels() {}

  private static Map<String, String> read() {
    try (InputStream json =
        PerspectiveLabels.class.getResourceAsStream("/perspective/labels.json")) {
      return Json.mapper().readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
